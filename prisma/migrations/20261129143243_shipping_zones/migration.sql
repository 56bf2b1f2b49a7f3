-- CreateEnum
CREATE TYPE "shipping_rate_basis" AS ENUM ('flat', 'weight', 'subtotal', 'units');

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "height_mm" INTEGER,
ADD COLUMN     "length_mm" INTEGER,
ADD COLUMN     "weight_grams" INTEGER,
ADD COLUMN     "width_mm" INTEGER;

-- CreateTable
CREATE TABLE "shipping_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "origin_country" CHAR(2) NOT NULL,

    CONSTRAINT "shipping_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipping_zone" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "shipping_zone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipping_area" (
    "id" UUID NOT NULL,
    "zone_id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "state" TEXT NOT NULL DEFAULT '',
    "postal_from" TEXT NOT NULL DEFAULT '',
    "postal_to" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "shipping_area_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipping_method" (
    "id" UUID NOT NULL,
    "zone_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "is_pickup" BOOLEAN NOT NULL DEFAULT false,
    "handling_days" INTEGER NOT NULL DEFAULT 0,
    "days_from" INTEGER,
    "days_to" INTEGER,

    CONSTRAINT "shipping_method_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipping_rate" (
    "method_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "basis" "shipping_rate_basis" NOT NULL,
    "free_from_amount" INTEGER,

    CONSTRAINT "shipping_rate_pkey" PRIMARY KEY ("method_id","currency")
);

-- CreateTable
CREATE TABLE "shipping_rate_band" (
    "method_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "from_value" INTEGER NOT NULL,
    "to_value" INTEGER,
    "amount" INTEGER NOT NULL,

    CONSTRAINT "shipping_rate_band_pkey" PRIMARY KEY ("method_id","currency","from_value")
);

-- CreateIndex
CREATE UNIQUE INDEX "shipping_zone_name_key" ON "shipping_zone"("name");

-- CreateIndex
CREATE INDEX "shipping_area_zone_id_idx" ON "shipping_area"("zone_id");

-- CreateIndex
CREATE UNIQUE INDEX "shipping_area_country_state_postal_from_postal_to_key" ON "shipping_area"("country", "state", "postal_from", "postal_to");

-- CreateIndex
CREATE INDEX "shipping_method_zone_id_position_idx" ON "shipping_method"("zone_id", "position");

-- AddForeignKey
ALTER TABLE "shipping_area" ADD CONSTRAINT "shipping_area_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "shipping_zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_method" ADD CONSTRAINT "shipping_method_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "shipping_zone"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_rate" ADD CONSTRAINT "shipping_rate_method_id_fkey" FOREIGN KEY ("method_id") REFERENCES "shipping_method"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_rate_band" ADD CONSTRAINT "shipping_rate_band_method_id_currency_fkey" FOREIGN KEY ("method_id", "currency") REFERENCES "shipping_rate"("method_id", "currency") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What rows may say ───────────────────────────────────────────────────────────────────────────

alter table variant add constraint variant_measures_check check (
  least(weight_grams, length_mm, width_mm, height_mm) > 0);
alter table shipping_settings add constraint shipping_settings_one_row_check check (id = 1);
alter table shipping_area
  add constraint shipping_area_postal_check check (
    length(postal_from) = length(postal_to) and postal_from collate "C" <= postal_to collate "C");
alter table shipping_method
  add constraint shipping_method_days_check check (
    handling_days >= 0 and num_nonnulls(days_from, days_to) in (0, 2) and 0 <= days_from and days_from <= days_to);
alter table shipping_rate
  add constraint shipping_rate_free_check check (free_from_amount >= 0);
alter table shipping_rate_band
  add constraint shipping_rate_band_check check (amount >= 0 and from_value >= 0 and to_value > from_value);

-- No cart has two prices for a method, and no destination is as well in one zone as in another.
create function refuse_overlapping_bands() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a join shipping_rate_band b
      on (a.method_id, a.currency) = (b.method_id, b.currency) and a.from_value <> b.from_value
      and int4range(a.from_value, a.to_value) && int4range(b.from_value, b.to_value))
  then raise exception 'bands of a shipping rate overlap' using errcode = 'exclusion_violation';
  end if;
  return null;
end $$;
create trigger shipping_rate_band_overlap after insert on shipping_rate_band
  referencing new table as added for each statement execute function refuse_overlapping_bands();

create function refuse_overlapping_areas() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a join shipping_area b
      on (a.country, a.state, length(a.postal_from)) = (b.country, b.state, length(b.postal_from)) and a.id <> b.id
      and a.postal_from collate "C" <= b.postal_to collate "C" and b.postal_from collate "C" <= a.postal_to collate "C")
  then raise exception 'shipping areas overlap' using errcode = 'exclusion_violation';
  end if;
  return null;
end $$;
create trigger shipping_area_overlap after insert on shipping_area
  referencing new table as added for each statement execute function refuse_overlapping_areas();

-- ── What held so far: one flat rate for all countries, or for those of SHIP_TO ──────────────────

create temporary table served on commit drop as
  select upper(trim(country)) as country, place
  from string_to_table(
      coalesce(current_setting('dualtrack.ship_to', true), ''), ',') with ordinality as given (country, place)
  where trim(country) <> '';
insert into served select country, 0 from string_to_table(
  'AC AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW', ' ') country
  where not exists (select from served);

insert into shipping_settings (origin_country)
  select coalesce((select country from served where place > 0 order by place limit 1), 'AT');
insert into shipping_zone (id, name, position)
  values (gen_random_uuid(), case when exists (select from served where place > 0) then 'Served countries' else 'All countries' end, 0);
insert into shipping_area (id, zone_id, country)
  select gen_random_uuid(), z.id, s.country from (select distinct country from served) s cross join shipping_zone z;
insert into shipping_method (id, zone_id, name, position)
  select gen_random_uuid(), id, 'Standard shipping', 0 from shipping_zone;
create temporary table flat (currency, amount, free_from) on commit drop as
  values ('eur', 590, 10000), ('usd', 690, 11000), ('gbp', 490, 9000), ('jpy', 900, 16000);
insert into shipping_rate (method_id, currency, basis, free_from_amount)
  select m.id, f.currency, 'flat', f.free_from from shipping_method m cross join flat f;
insert into shipping_rate_band (method_id, currency, from_value, to_value, amount)
  select m.id, f.currency, 0, null, f.amount from shipping_method m cross join flat f;
