-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'refund_paid_another_way';

-- AlterEnum
ALTER TYPE "mail_kind" ADD VALUE 'refund_paid_another_way';

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "goods_request_id" UUID,
ADD COLUMN     "paid_another_way_at" TIMESTAMPTZ(3),
ADD COLUMN     "paid_another_way_by" TEXT,
ADD COLUMN     "paid_another_way_note" TEXT,
ADD COLUMN     "paid_another_way_request_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "refund_goods_request_id_key" ON "refund"("goods_request_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_paid_another_way_request_id_key" ON "refund"("paid_another_way_request_id");

-- Who says that a refund was paid another way says when, by whom and how.
ALTER TABLE "refund" ADD CONSTRAINT "refund_paid_another_way" CHECK (
  num_nonnulls("paid_another_way_at", "paid_another_way_by", "paid_another_way_note", "paid_another_way_request_id") IN (0, 4)
);
