-- CreateEnum
CREATE TYPE "tax_engine" AS ENUM ('table', 'stripe_tax');

-- CreateEnum
CREATE TYPE "tax_outage_rule" AS ENUM ('use_table', 'hold_checkout');

-- CreateEnum
CREATE TYPE "tax_source" AS ENUM ('table', 'stripe_tax', 'table_instead');

-- CreateEnum
CREATE TYPE "tax_record_state" AS ENUM ('due', 'recorded', 'dismissed');

-- AlterTable
ALTER TABLE "checkout_quote" ADD COLUMN     "tax_calculation_id" TEXT,
ADD COLUMN     "tax_source" "tax_source" NOT NULL DEFAULT 'table';

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "tax_calculation_id" TEXT,
ADD COLUMN     "tax_source" "tax_source" NOT NULL DEFAULT 'table';

-- AlterTable
ALTER TABLE "tax_settings" ADD COLUMN     "engine" "tax_engine" NOT NULL DEFAULT 'table',
ADD COLUMN     "outage_rule" "tax_outage_rule" NOT NULL DEFAULT 'use_table';

-- CreateTable
CREATE TABLE "tax_calculation" (
    "id" TEXT NOT NULL,
    "checkout_id" UUID NOT NULL,
    "asked_hash" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "taxes" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tax_calculation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tax_record" (
    "id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "parts" JSONB NOT NULL,
    "state" "tax_record_state" NOT NULL DEFAULT 'due',
    "stripe_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "lines" JSONB NOT NULL DEFAULT '[]',
    "send_number" INTEGER NOT NULL DEFAULT 1,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3),

    CONSTRAINT "tax_record_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "tax_calculation_checkout_id_asked_hash_idx" ON "tax_calculation"("checkout_id", "asked_hash");

-- CreateIndex
CREATE UNIQUE INDEX "tax_record_invoice_id_key" ON "tax_record"("invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "tax_record_reference_key" ON "tax_record"("reference");

-- CreateIndex
CREATE INDEX "tax_record_order_id_idx" ON "tax_record"("order_id");

-- AddForeignKey
ALTER TABLE "tax_calculation" ADD CONSTRAINT "tax_calculation_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_record" ADD CONSTRAINT "tax_record_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_record" ADD CONSTRAINT "tax_record_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Stripe Tax has taxed names its calculation.
alter table checkout_quote add constraint checkout_quote_tax_source_check check (
  (tax_source = 'stripe_tax') = (tax_calculation_id is not null));
alter table "order" add constraint order_tax_source_check check (
  (tax_source = 'stripe_tax') = (tax_calculation_id is not null));
alter table tax_record add constraint tax_record_recorded_check check (
  (state = 'recorded') = (recorded_at is not null));

create index tax_record_due on tax_record (created_at) where state = 'due';
create index order_taxed_instead on "order" (confirmed_at) where tax_source = 'table_instead';
