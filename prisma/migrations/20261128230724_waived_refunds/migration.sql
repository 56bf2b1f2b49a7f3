-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'refund_waived';

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "waived_at" TIMESTAMPTZ(3),
ADD COLUMN     "waived_by" TEXT,
ADD COLUMN     "waived_note" TEXT,
ADD COLUMN     "waived_request_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "refund_waived_request_id_key" ON "refund"("waived_request_id");

-- Who noted that a refund is owed no longer said what was agreed.
ALTER TABLE "refund" ADD CONSTRAINT "refund_waived" CHECK (
  num_nonnulls("waived_at", "waived_by", "waived_note", "waived_request_id") IN (0, 4)
);
