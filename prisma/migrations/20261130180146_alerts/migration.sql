-- CreateEnum
CREATE TYPE "alert_kind" AS ENUM ('sync_failing', 'manual_sync', 'webhooks_late', 'webhooks_silent', 'calls_rejected', 'dead_jobs', 'cleanup_failing', 'reservations_unusual', 'stock_low', 'stock_wrong', 'worker_silent', 'stripe_silent', 'nobody_pays', 'mails_waiting', 'dispute_open', 'dispute_due', 'refund_failed', 'payment_unknown', 'ledger_wrong');

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "gets_alerts" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "kind" "alert_kind" NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "details" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "cleared_at" TIMESTAMPTZ(3),
    "clear_told_at" TIMESTAMPTZ(3),
    "messaged_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "webhook_url" TEXT,
    "quiet_from" INTEGER,
    "quiet_until" INTEGER,
    "checked_at" TIMESTAMPTZ(3),
    "messages_fail_since" TIMESTAMPTZ(3),
    "message_problem" TEXT,

    CONSTRAINT "alert_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_audit_run" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "payments" INTEGER NOT NULL,
    "disputes" INTEGER NOT NULL,
    "orders" INTEGER NOT NULL,
    "variants" INTEGER NOT NULL,
    "violations" INTEGER NOT NULL,
    "stock_violations" INTEGER NOT NULL,
    "examples" JSONB NOT NULL,

    CONSTRAINT "ledger_audit_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_cleared_at_idx" ON "alert"("cleared_at");

-- CreateIndex
CREATE INDEX "alert_opened_at_id_idx" ON "alert"("opened_at", "id");

-- CreateIndex
CREATE INDEX "ledger_audit_run_started_at_idx" ON "ledger_audit_run"("started_at");

-- Written by hand from here on.

create unique index alert_one_open on alert (kind, subject) where cleared_at is null;
alter table alert_settings add constraint alert_settings_one_row check (id = 1);
alter table alert_settings add constraint alert_settings_quiet check (
  (quiet_from is null) = (quiet_until is null) and quiet_from between 0 and 1439 and quiet_until between 0 and 1439
);
insert into alert_settings (id) values (1);

-- Owners and managers got mails about money until now.
update staff set gets_alerts = false where role = 'support';
