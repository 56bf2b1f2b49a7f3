-- CreateEnum
CREATE TYPE "rate_source" AS ENUM ('manual', 'feed');

-- CreateTable
CREATE TABLE "currency_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "base_currency" CHAR(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "currency_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offered_currency" (
    "currency" CHAR(3) NOT NULL,
    "position" INTEGER NOT NULL,
    "rate_source" "rate_source" NOT NULL,
    "price_step" INTEGER NOT NULL,
    "price_ending" INTEGER NOT NULL,
    "countries" CHAR(2)[],

    CONSTRAINT "offered_currency_pkey" PRIMARY KEY ("currency")
);

-- CreateTable
CREATE TABLE "exchange_rate" (
    "id" BIGSERIAL NOT NULL,
    "origin" "rate_source" NOT NULL,
    "base_currency" CHAR(3) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "rate" DECIMAL(20,10) NOT NULL,
    "as_of" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_feed_status" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "requested_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "rate_feed_status_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "exchange_rate_origin_base_currency_currency_as_of_id_idx" ON "exchange_rate"("origin", "base_currency", "currency", "as_of", "id");

-- ── What rows may say ───────────────────────────────────────────────────────────────────────────

alter table currency_settings add constraint currency_settings_check
  check (id = 1 and version >= 1 and base_currency ~ '^[a-z]{3}$');
alter table offered_currency add constraint offered_currency_check
  check (currency ~ '^[a-z]{3}$' and price_step >= 1 and price_ending >= 0 and price_ending < price_step);
alter table exchange_rate add constraint exchange_rate_check check (rate > 0 and base_currency <> currency);
alter table rate_feed_status add constraint rate_feed_status_check
  check (id = 1 and (failing_since is null) = (problem is null));
create trigger exchange_rate_append_only before update or delete on exchange_rate
  for each row execute function refuse_change();
-- The feed publishes one rate for a day.
create unique index exchange_rate_of_day on exchange_rate (base_currency, currency, as_of) where origin = 'feed';

-- The newest rate of the feed for one euro, and its day: 1 for the euro itself, of any day; no row if it has none.
create function feed_rate_of(wanted char(3)) returns table (rate numeric, as_of date) language sql stable as $$
  select 1, 'infinity'::date where wanted = 'eur'
  union all
  (select r.rate, r.as_of from exchange_rate r
    where r.origin = 'feed' and r.base_currency = 'eur' and r.currency = wanted
    order by r.as_of desc, r.id desc limit 1)
$$;

-- ── What held so far: one currency, that of the newest checkout, else of most prices ─────────────

insert into currency_settings (base_currency) values (coalesce(
  (select currency from checkout order by created_at desc limit 1),
  (select currency from price group by currency order by count(*) desc, currency = 'eur' desc, currency limit 1),
  'eur'));
insert into rate_feed_status default values;

-- Every row gets the base currency without being written, as this runs no trigger.
do $$
declare
  base text := (select base_currency from currency_settings);
begin
  execute format('alter table checkout add column base_currency char(3) not null default %L,
    add column exchange_rate decimal(20,10) default 1', base);
  execute format('alter table "order" add column base_currency char(3) not null default %L,
    add column exchange_rate decimal(20,10) default 1', base);
end $$;
alter table checkout alter column base_currency drop default, alter column exchange_rate drop default,
  add column price_step integer not null default 1, add column price_ending integer not null default 0;
alter table "order" alter column base_currency drop default, alter column exchange_rate drop default;
alter table checkout add constraint checkout_currency_check
  check (exchange_rate > 0 and (currency <> base_currency or exchange_rate = 1)
    and price_step >= 1 and price_ending >= 0 and price_ending < price_step);
alter table "order" add constraint order_currency_check
  check (exchange_rate > 0 and (currency <> base_currency or exchange_rate = 1));
-- At the end, as their deferred triggers would refuse a change of the tables.
update checkout set exchange_rate = null where currency <> base_currency;
update "order" set exchange_rate = null where currency <> base_currency;
