-- AlterTable
ALTER TABLE "webhook_event" ADD COLUMN     "delivered_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "webhook_event_delivered_at_idx" ON "webhook_event"("delivered_at");

-- What is in the inbox by now came by Stripe's calls, but for a few that nobody can tell apart.
UPDATE "webhook_event" SET "delivered_at" = "received_at";
