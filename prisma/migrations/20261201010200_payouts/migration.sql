-- CreateEnum
CREATE TYPE "payout_state" AS ENUM ('pending', 'in_transit', 'paid', 'failed', 'canceled');

-- CreateEnum
CREATE TYPE "balance_category" AS ENUM ('charge', 'refund', 'dispute', 'fee', 'payout', 'payout_reversal', 'other');

-- AlterEnum
ALTER TYPE "alert_kind" ADD VALUE 'payout_failed';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "discrepancy_kind" ADD VALUE 'payout_differs';
ALTER TYPE "discrepancy_kind" ADD VALUE 'payout_unmatched';

-- AlterEnum
ALTER TYPE "reconciliation_step" ADD VALUE 'payouts';

-- AlterTable
ALTER TABLE "discrepancy" ALTER COLUMN "checkout_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "reconciliation_run" ADD COLUMN     "balance_cursor" TEXT,
ADD COLUMN     "balance_transactions" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "payouts" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "payout" (
    "id" TEXT NOT NULL,
    "state" "payout_state" NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "is_automatic" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "arrives_at" TIMESTAMPTZ(3) NOT NULL,
    "failure_code" TEXT,
    "failure_message" TEXT,
    "itemized_at" TIMESTAMPTZ(3),
    "transactions" INTEGER NOT NULL DEFAULT 0,
    "charges" BIGINT NOT NULL DEFAULT 0,
    "refunds" BIGINT NOT NULL DEFAULT 0,
    "disputes" BIGINT NOT NULL DEFAULT 0,
    "others" BIGINT NOT NULL DEFAULT 0,
    "fees" BIGINT NOT NULL DEFAULT 0,
    "net" BIGINT NOT NULL DEFAULT 0,
    "unmatched" INTEGER NOT NULL DEFAULT 0,
    "unmatched_net" BIGINT NOT NULL DEFAULT 0,
    "adds_up" BOOLEAN,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "balance_transaction" (
    "id" TEXT NOT NULL,
    "category" "balance_category" NOT NULL,
    "type" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL,
    "net" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "exchange_rate" DOUBLE PRECISION,
    "source_id" TEXT,
    "payment_intent_id" TEXT,
    "payout_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "available_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "balance_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payout_arrives_at_id_idx" ON "payout"("arrives_at", "id");

-- CreateIndex
CREATE INDEX "payout_currency_created_at_idx" ON "payout"("currency", "created_at");

-- CreateIndex
CREATE INDEX "balance_transaction_payout_id_created_at_id_idx" ON "balance_transaction"("payout_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "balance_transaction_payment_intent_id_idx" ON "balance_transaction"("payment_intent_id");

-- CreateIndex
CREATE INDEX "balance_transaction_source_id_idx" ON "balance_transaction"("source_id");

-- CreateIndex
CREATE INDEX "balance_transaction_created_at_idx" ON "balance_transaction"("created_at");

-- AddForeignKey
ALTER TABLE "balance_transaction" ADD CONSTRAINT "balance_transaction_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand from here on.

-- The hourly run and the alert look for these.
create index payout_underway on payout (arrives_at) where state in ('pending', 'in_transit');
create index payout_failed on payout (created_at) where state = 'failed';
alter table payout add constraint payout_sums_check check (net = charges + refunds + disputes + others - fees);
alter table payout add constraint payout_adds_up_check check (adds_up is null or itemized_at is not null);
alter table balance_transaction add constraint balance_transaction_net_check check (net = amount - fee);
