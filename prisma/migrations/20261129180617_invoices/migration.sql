-- CreateEnum
CREATE TYPE "invoice_kind" AS ENUM ('invoice', 'credit_note', 'reversal');

-- CreateTable
CREATE TABLE "invoice_series" (
    "prefix" TEXT NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "invoice_series_pkey" PRIMARY KEY ("prefix")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" UUID NOT NULL,
    "kind" "invoice_kind" NOT NULL,
    "number" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "refund_id" UUID,
    "corrects_id" UUID,
    "currency" CHAR(3) NOT NULL,
    "total_amount" INTEGER NOT NULL,
    "tax_amount" INTEGER NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "tax_point_at" TIMESTAMPTZ(3) NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_tax" (
    "invoice_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "jurisdiction" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rate" INTEGER NOT NULL,
    "taxable_amount" INTEGER NOT NULL,
    "tax_amount" INTEGER NOT NULL,

    CONSTRAINT "invoice_tax_pkey" PRIMARY KEY ("invoice_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "invoice_number_key" ON "invoice"("number");

-- CreateIndex
CREATE INDEX "invoice_order_id_idx" ON "invoice"("order_id");

-- CreateIndex
CREATE INDEX "invoice_refund_id_idx" ON "invoice"("refund_id");

-- CreateIndex
CREATE INDEX "invoice_corrects_id_idx" ON "invoice"("corrects_id");

-- CreateIndex
CREATE INDEX "invoice_issued_at_id_idx" ON "invoice"("issued_at", "id");

-- CreateIndex
CREATE INDEX "invoice_tax_point_at_idx" ON "invoice"("tax_point_at");

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_tax" ADD CONSTRAINT "invoice_tax_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What rows may say ───────────────────────────────────────────────────────────────────────────

alter table invoice
  add constraint invoice_amounts_check check (total_amount >= 0 and tax_amount between 0 and total_amount),
  add constraint invoice_kind_check check (
    (kind = 'invoice') = (corrects_id is null) and (kind = 'invoice') = (refund_id is null));
create unique index invoice_of_order_key on invoice (order_id) where kind = 'invoice';
create unique index invoice_reversal_key on invoice (corrects_id) where kind = 'reversal';
alter table invoice_tax add constraint invoice_tax_rate_check check (rate between 0 and 1000000);

-- What was issued stays as it is: what is wrong is corrected by another document.
create trigger invoice_append_only before update or delete on invoice for each row execute function refuse_change();
create trigger invoice_is_not_emptied before truncate on invoice execute function refuse_change();
create trigger invoice_tax_append_only before update or delete on invoice_tax for each row execute function refuse_change();
create trigger invoice_tax_is_not_emptied before truncate on invoice_tax execute function refuse_change();

-- A series has no gaps: it begins at 1, goes on by 1, and a number is taken only together with its document.
create function guard_invoice_series() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.prefix <> coalesce(old.prefix, new.prefix)
    or new.last_number <> coalesce(old.last_number, 0) + 1
  then raise exception 'the numbers of invoices have no gaps' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger invoice_series_guard before insert or update or delete on invoice_series
  for each row execute function guard_invoice_series();
create trigger invoice_series_is_not_emptied before truncate on invoice_series execute function refuse_change();
create function check_number_is_used() returns trigger language plpgsql as $$
begin
  if not exists (select from invoice where number = new.prefix || lpad(new.last_number::text, greatest(5, length(new.last_number::text)), '0'))
  then raise exception 'the number % of series % has no invoice', new.last_number, new.prefix using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create constraint trigger invoice_series_number_is_used after insert or update on invoice_series
  deferrable initially deferred for each row execute function check_number_is_used();
