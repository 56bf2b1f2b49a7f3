-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'late_payment';

-- CreateIndex
CREATE INDEX "discrepancy_checkout_id_idx" ON "discrepancy"("checkout_id");
