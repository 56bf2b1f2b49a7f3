-- CreateEnum
CREATE TYPE "unknown_payment_state" AS ENUM ('open', 'restored', 'refunded', 'ignored');

-- CreateEnum
CREATE TYPE "unknown_payment_problem" AS ENUM ('not_described', 'incomplete', 'sums_differ', 'sku_missing', 'out_of_stock');

-- CreateTable
CREATE TABLE "unknown_payment" (
    "payment_intent_id" TEXT NOT NULL,
    "checkout_id" UUID NOT NULL,
    "status" "payment_status" NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "description" TEXT,
    "order_number" INTEGER,
    "email" TEXT,
    "name" TEXT,
    "state" "unknown_payment_state" NOT NULL,
    "problem" "unknown_payment_problem",
    "skus" TEXT[],
    "paid_at" TIMESTAMPTZ(3) NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "alerted_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "unknown_payment_pkey" PRIMARY KEY ("payment_intent_id")
);

-- CreateTable
CREATE TABLE "reconciliation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "complete_until" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "lost_until" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "unknown_payment_state_paid_at_idx" ON "unknown_payment"("state", "paid_at");

-- Written by hand.
alter table unknown_payment add constraint unknown_payment_problem_check check (state <> 'open' or problem is not null);
create index unknown_payment_to_alert on unknown_payment (first_seen_at) where alerted_at is null;
alter table reconciliation add constraint reconciliation_one_row_check check (id = 1);
insert into reconciliation default values;
