-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "base_currency" CHAR(3),
ADD COLUMN     "base_tax_amount" BIGINT,
ADD COLUMN     "exchange_rate" DECIMAL(20,10);

-- AlterTable
ALTER TABLE "invoice_tax" ADD COLUMN     "base_tax_amount" BIGINT,
ADD COLUMN     "base_taxable_amount" BIGINT;

-- Written by hand from here on.

-- What was issued before says the same as before: its order knows the rate, and its PDF is made of its document, which stays.
alter table invoice disable trigger invoice_append_only;
alter table invoice_tax disable trigger invoice_tax_append_only;
update invoice i set base_currency = o.base_currency, exchange_rate = o.exchange_rate
  from "order" o where o.id = i.order_id;
update invoice_tax t set
    base_taxable_amount = base_amount(t.taxable_amount, i.currency, i.base_currency, i.exchange_rate, i.base_currency),
    base_tax_amount = base_amount(t.tax_amount, i.currency, i.base_currency, i.exchange_rate, i.base_currency)
  from invoice i where i.id = t.invoice_id;
update invoice i set base_tax_amount = t.amount
  from (select invoice_id, abs(sum(base_tax_amount)) as amount from invoice_tax group by invoice_id) t
  where t.invoice_id = i.id;
alter table invoice enable trigger invoice_append_only;
alter table invoice_tax enable trigger invoice_tax_append_only;

alter table invoice
  alter column base_currency set not null,
  add constraint invoice_base_tax_check check (
    base_tax_amount >= 0 and (base_tax_amount is null) = (exchange_rate is null and currency <> base_currency));
alter table invoice_tax
  add constraint invoice_tax_base_check check ((base_taxable_amount is null) = (base_tax_amount is null));
