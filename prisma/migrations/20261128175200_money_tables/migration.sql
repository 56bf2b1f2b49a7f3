-- CreateEnum
CREATE TYPE "dispute_status" AS ENUM ('needs_response', 'under_review', 'won', 'lost', 'warning_needs_response', 'warning_under_review', 'warning_closed', 'prevented');

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "billing_address" JSONB,
ADD COLUMN     "billing_name" TEXT,
ADD COLUMN     "cart_taken_at" TIMESTAMPTZ(3),
ADD COLUMN     "client_ip" TEXT,
ADD COLUMN     "customer_note" TEXT,
ADD COLUMN     "order_number" INTEGER,
ADD COLUMN     "phone" TEXT;

-- AlterTable
ALTER TABLE "payment" RENAME COLUMN "card_last4" TO "method_last4";
ALTER TABLE "payment" ADD COLUMN     "method_type" TEXT;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "goods_decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "goods_decided_by" TEXT,
ADD COLUMN     "is_made_at_stripe" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "retry_of_id" UUID;

-- AlterTable
ALTER TABLE "refund_line" RENAME COLUMN "restocked" TO "restock";
ALTER TABLE "refund_line" ADD COLUMN     "restocked_quantity" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "billing_address" JSONB,
ADD COLUMN     "billing_name" TEXT,
ADD COLUMN     "customer_note" TEXT,
ADD COLUMN     "phone" TEXT;

-- CreateTable
CREATE TABLE "dispute" (
    "id" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "charge_id" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "status" "dispute_status" NOT NULL,
    "reason" TEXT NOT NULL,
    "due_by" TIMESTAMPTZ(3),
    "is_past_due" BOOLEAN NOT NULL DEFAULT false,
    "has_evidence" BOOLEAN NOT NULL DEFAULT false,
    "submission_count" INTEGER NOT NULL DEFAULT 0,
    "withdrawn_amount" INTEGER NOT NULL DEFAULT 0,
    "fee_amount" INTEGER NOT NULL DEFAULT 0,
    "balance_currency" CHAR(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fraud_warning" (
    "id" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "charge_id" TEXT NOT NULL,
    "fraud_type" TEXT NOT NULL,
    "is_actionable" BOOLEAN NOT NULL,
    "warned_at" TIMESTAMPTZ(3) NOT NULL,
    "dismissed_by" TEXT,
    "dismissed_at" TIMESTAMPTZ(3),
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fraud_warning_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_review" (
    "id" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "is_open" BOOLEAN NOT NULL,
    "opened_reason" TEXT NOT NULL,
    "closed_reason" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_failure" (
    "id" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "checkout_id" UUID NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "code" TEXT NOT NULL,
    "decline_code" TEXT,
    "method_type" TEXT,
    "card_brand" TEXT,
    "method_last4" TEXT,
    "card_country" TEXT,
    "fingerprint" TEXT,
    "email" TEXT,
    "name" TEXT,
    "client_ip" TEXT,
    "failed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_failure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_status" (
    "service" TEXT NOT NULL,
    "failing_since" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_status_pkey" PRIMARY KEY ("service")
);

-- CreateIndex
CREATE INDEX "dispute_payment_intent_id_idx" ON "dispute"("payment_intent_id");

-- CreateIndex
CREATE INDEX "dispute_status_due_by_idx" ON "dispute"("status", "due_by");

-- CreateIndex
CREATE INDEX "dispute_opened_at_idx" ON "dispute"("opened_at");

-- CreateIndex
CREATE INDEX "fraud_warning_payment_intent_id_idx" ON "fraud_warning"("payment_intent_id");

-- CreateIndex
CREATE INDEX "fraud_warning_warned_at_idx" ON "fraud_warning"("warned_at");

-- CreateIndex
CREATE INDEX "payment_review_payment_intent_id_idx" ON "payment_review"("payment_intent_id");

-- CreateIndex
CREATE INDEX "payment_failure_failed_at_id_idx" ON "payment_failure"("failed_at", "id");

-- CreateIndex
CREATE INDEX "payment_failure_payment_intent_id_idx" ON "payment_failure"("payment_intent_id");

-- CreateIndex
CREATE INDEX "payment_failure_checkout_id_idx" ON "payment_failure"("checkout_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_order_number_key" ON "checkout"("order_number");

-- CreateIndex
CREATE UNIQUE INDEX "refund_retry_of_id_key" ON "refund"("retry_of_id");

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_payment_intent_id_fkey" FOREIGN KEY ("payment_intent_id") REFERENCES "payment"("payment_intent_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fraud_warning" ADD CONSTRAINT "fraud_warning_payment_intent_id_fkey" FOREIGN KEY ("payment_intent_id") REFERENCES "payment"("payment_intent_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_review" ADD CONSTRAINT "payment_review_payment_intent_id_fkey" FOREIGN KEY ("payment_intent_id") REFERENCES "payment"("payment_intent_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_failure" ADD CONSTRAINT "payment_failure_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_retry_of_id_fkey" FOREIGN KEY ("retry_of_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what Prisma's schema language can't say.
alter table dispute add constraint dispute_amount_check
  check (amount > 0 and withdrawn_amount >= 0 and fee_amount >= 0);
alter table refund_line add constraint refund_line_restocked_check
  check (restocked_quantity between 0 and quantity);
create trigger payment_failure_append_only before update or delete on payment_failure
  for each row execute function refuse_change();
alter table "order" drop constraint order_fulfilment_check, add constraint order_fulfilment_check
  check (fulfilment_state in ('unfulfilled', 'not_required') or state in ('confirmed', 'completed'));
-- What needs somebody's attention is little among much.
create index dispute_open on dispute (due_by) where status in ('needs_response', 'warning_needs_response');
create index fraud_warning_open on fraud_warning (warned_at) where is_actionable and dismissed_at is null;
create index payment_review_open on payment_review (opened_at) where is_open;

-- What is there already: goods of refunds went back at once, and nobody is asked about old ones.
update refund_line set restocked_quantity = quantity where restock;
update refund set is_made_at_stripe = true, goods_decided_at = created_at
  where requested_by is null and reason = 'other';
update payment set method_type = 'card' where card_brand is not null;
