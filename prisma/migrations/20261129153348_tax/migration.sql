-- CreateEnum
CREATE TYPE "tax_behavior" AS ENUM ('inclusive', 'exclusive');

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "tax_code" TEXT NOT NULL DEFAULT 'standard';

-- CreateTable
CREATE TABLE "tax_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "tax_behavior" "tax_behavior" NOT NULL DEFAULT 'inclusive',
    "seller_country" CHAR(2) NOT NULL,
    "is_oss_registered" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tax_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tax_registration" (
    "country" CHAR(2) NOT NULL,
    "state" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "tax_registration_pkey" PRIMARY KEY ("country","state")
);

-- CreateTable
CREATE TABLE "tax_rate" (
    "id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "state" TEXT NOT NULL DEFAULT '',
    "tax_code" TEXT NOT NULL DEFAULT 'standard',
    "name" TEXT NOT NULL,
    "rate" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_until" DATE,

    CONSTRAINT "tax_rate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "tax_rate_country_valid_from_idx" ON "tax_rate"("country", "valid_from");

-- ── What rows may say ───────────────────────────────────────────────────────────────────────────

alter table tax_settings add constraint tax_settings_one_row_check check (id = 1 and version >= 1);
alter table product add constraint product_tax_code_check check (tax_code ~ '^(standard|reduced|zero|txcd_[0-9]{8})$');
alter table tax_rate
  add constraint tax_rate_check check (
    rate between 0 and 1000000 and name <> '' and tax_code ~ '^(standard|reduced|zero|txcd_[0-9]{8})$'),
  add constraint tax_rate_days_check check (valid_until >= valid_from);

-- On no day a tax has two rates for one code in one place.
create function refuse_overlapping_tax_rates() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a join tax_rate b
      on (a.country, a.state, a.tax_code, a.name) = (b.country, b.state, b.tax_code, b.name) and a.id <> b.id
      and daterange(a.valid_from, a.valid_until, '[]') && daterange(b.valid_from, b.valid_until, '[]'))
  then raise exception 'rates of a tax overlap' using errcode = 'exclusion_violation';
  end if;
  return null;
end $$;
create trigger tax_rate_overlap after insert on tax_rate
  referencing new table as added for each statement execute function refuse_overlapping_tax_rates();

-- ── What held so far: no tax, as the shop is registered nowhere ─────────────────────────────────

insert into tax_settings (id, seller_country) select 1, origin_country from shipping_settings;
