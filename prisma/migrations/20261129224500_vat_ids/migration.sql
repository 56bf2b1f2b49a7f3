-- CreateEnum
CREATE TYPE "vat_id_outcome" AS ENUM ('valid', 'invalid', 'unanswered');

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "company_name" TEXT,
ADD COLUMN     "vat_id" TEXT,
ADD COLUMN     "vat_id_check_id" UUID;

-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "customer_vat_id" TEXT;

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "company_name" TEXT,
ADD COLUMN     "vat_id" TEXT;

-- AlterTable
ALTER TABLE "tax_settings" ADD COLUMN     "accepts_unconfirmed_vat_ids" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "accepts_vat_ids" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "asks_vies" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "vat_id_check" (
    "id" UUID NOT NULL,
    "vat_id" TEXT NOT NULL,
    "outcome" "vat_id_outcome" NOT NULL,
    "registered_name" TEXT,
    "consultation_number" TEXT,
    "requester_vat_id" TEXT,
    "problem" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vat_id_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "vat_id_check_vat_id_checked_at_idx" ON "vat_id_check"("vat_id", "checked_at");

-- CreateIndex
CREATE INDEX "vat_id_check_checked_at_idx" ON "vat_id_check"("checked_at");

-- CreateIndex
CREATE INDEX "checkout_vat_id_check_id_idx" ON "checkout"("vat_id_check_id");

-- AddForeignKey
ALTER TABLE "checkout" ADD CONSTRAINT "checkout_vat_id_check_id_fkey" FOREIGN KEY ("vat_id_check_id") REFERENCES "vat_id_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

alter table "order" add constraint order_vat_id_has_company check (vat_id is null or company_name is not null);
alter table checkout add constraint checkout_vat_id_has_company check (vat_id is null or company_name is not null);

-- The evidence for supplies without tax stays as it was; what no checkout needs may go.
create trigger vat_id_check_stays before update on vat_id_check for each row execute function refuse_change();

-- Orders are found by company and VAT id.
create or replace function order_search_document(wanted uuid) returns text language sql stable strict as $$
  with found as (
    select o.number, o.checkout_id,
      concat_ws(' ', o.email, o.customer_note) as prose,
      concat_ws(' ', o.name, o.billing_name, o.company_name, o.vat_id, o.phone,
        (select string_agg(value, ' ') from jsonb_each_text(o.shipping_address) where key <> 'country'),
        (select string_agg(value, ' ') from jsonb_each_text(o.billing_address) where key <> 'country'),
        (select string_agg(distinct concat_ws(' ', l.product_title, l.artist, l.variant_title, l.sku), ' ')
          from order_line l where l.order_id = o.id)) as names,
      concat_ws(' ', regexp_replace(o.phone, '\D', '', 'g'),
        replace(o.shipping_address ->> 'postalCode', ' ', ''), replace(o.billing_address ->> 'postalCode', ' ', ''),
        (select string_agg(distinct payment_method_words(p.method_type, p.method_brand, p.method_label, p.method_last4),
            ' ')
          from payment p where p.checkout_id = o.checkout_id)) as numbers
    from "order" o where o.id = wanted
  ), forms as (
    select number, checkout_id, numbers, plain_letters(prose || ' ' || names) as plain,
      spelled_out_letters(prose || ' ' || names) as spelled, plain_letters(names) as names
    from found
  )
  select ' ' || concat_ws(' ', number, 'dt-' || number, 'co-' || right(checkout_id::text, 8), plain,
    nullif(spelled, plain),
    -- The parts of what is joined by a hyphen or a slash.
    nullif(regexp_replace(names, '[^[:alnum:]]+', ' ', 'g'), names),
    plain_letters(numbers)) || ' '
  from forms;
$$;

drop trigger order_search_update on "order";
create trigger order_search_update
  after update of number, email, name, phone, billing_name, customer_note, shipping_address, billing_address, company_name, vat_id
  on "order" for each row execute function refresh_search_of_order();
