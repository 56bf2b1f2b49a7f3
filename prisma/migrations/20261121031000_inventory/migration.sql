-- DropIndex
DROP INDEX "stock_movement_variant_id_created_at_idx";

-- AlterTable
ALTER TABLE "stock_movement" ADD COLUMN     "note" TEXT;

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "promised_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "stock_movement_variant_id_id_idx" ON "stock_movement"("variant_id", "id");

-- CreateIndex
CREATE INDEX "reservation_ended_at_checkout_id_variant_id_idx" ON "reservation"("ended_at", "checkout_id", "variant_id");

-- CreateIndex
CREATE INDEX "checkout_ended_at_idx" ON "checkout"("ended_at");
