-- AlterTable
ALTER TABLE "webhook_event" ADD COLUMN     "deliveries" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "ignored_reason" TEXT,
ADD COLUMN     "last_delivered_at" TIMESTAMPTZ(3),
ADD COLUMN     "signed_with" SMALLINT;

-- Events that were fetched never came by a call.
UPDATE "webhook_event" SET "deliveries" = 0 WHERE "delivered_at" IS NULL;
