-- CreateEnum
CREATE TYPE "reconciliation_trigger" AS ENUM ('schedule', 'staff', 'command');

-- CreateEnum
CREATE TYPE "reconciliation_run_state" AS ENUM ('running', 'complete', 'incomplete', 'interrupted');

-- CreateEnum
CREATE TYPE "reconciliation_step" AS ENUM ('payments', 'sessions', 'risks', 'refunds', 'orders', 'checkouts', 'events', 'discrepancies');

-- CreateEnum
CREATE TYPE "discrepancy_kind" AS ENUM ('payment_without_order', 'order_without_payment', 'amount_differs', 'duplicate_charge', 'refund_missing_here', 'refund_missing_there', 'refund_differs', 'payable_after_end', 'stock_held');

-- CreateEnum
CREATE TYPE "discrepancy_state" AS ENUM ('open', 'repaired', 'vanished', 'dismissed');

-- AlterEnum
ALTER TYPE "alert_kind" ADD VALUE 'discrepancy_open';

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "compared_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "compared_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "reconciliation_run" (
    "id" UUID NOT NULL,
    "trigger" "reconciliation_trigger" NOT NULL,
    "started_by" TEXT,
    "state" "reconciliation_run_state" NOT NULL DEFAULT 'running',
    "step" "reconciliation_step" NOT NULL DEFAULT 'payments',
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "progress_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "payments" INTEGER NOT NULL DEFAULT 0,
    "sessions" INTEGER NOT NULL DEFAULT 0,
    "risks" INTEGER NOT NULL DEFAULT 0,
    "refunds" INTEGER NOT NULL DEFAULT 0,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "events" INTEGER NOT NULL DEFAULT 0,
    "settled" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "repaired" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discrepancy" (
    "id" UUID NOT NULL,
    "kind" "discrepancy_kind" NOT NULL,
    "subject" TEXT NOT NULL,
    "state" "discrepancy_state" NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "payment_intent_id" TEXT,
    "checkout_id" UUID NOT NULL,
    "order_number" INTEGER,
    "refund_id" UUID,
    "expected_amount" INTEGER,
    "actual_amount" INTEGER,
    "currency" CHAR(3),
    "actual_currency" CHAR(3),
    "units" INTEGER,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "repair_by" TEXT,
    "repair_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,
    "note" TEXT,

    CONSTRAINT "discrepancy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reconciliation_run_started_at_id_idx" ON "reconciliation_run"("started_at", "id");

-- CreateIndex
CREATE INDEX "discrepancy_state_found_at_id_idx" ON "discrepancy"("state", "found_at", "id");

-- CreateIndex
CREATE INDEX "discrepancy_found_at_id_idx" ON "discrepancy"("found_at", "id");

-- Written by hand from here on.

-- Two runs that find the same make one row of it; what staff have dismissed is not found again.
create unique index discrepancy_once on discrepancy (kind, subject) where state in ('open', 'dismissed');
alter table discrepancy add constraint discrepancy_money_check check ((expected_amount is null) = (actual_amount is null) and (actual_amount is null) = (currency is null));
alter table discrepancy add constraint discrepancy_resolved_check check ((state = 'open') = (resolved_at is null) and (state <> 'dismissed' or note is not null));
create index discrepancy_resolved on discrepancy (resolved_at) where resolved_at is not null;
-- Two members of staff who press at once start one run.
create unique index reconciliation_run_by_staff_once on reconciliation_run (trigger) where state = 'running' and trigger = 'staff';
create index reconciliation_run_running on reconciliation_run (started_at) where state = 'running';
alter table reconciliation_run add constraint reconciliation_run_finished_check check ((state = 'running') = (finished_at is null));
alter table reconciliation_run add constraint reconciliation_run_window_check check (until > since);
