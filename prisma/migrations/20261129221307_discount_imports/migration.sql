-- AlterTable
ALTER TABLE "discount" ADD COLUMN     "stripe_conditions" TEXT,
ADD COLUMN     "stripe_coupon_id" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "discount_stripe_coupon_id_stripe_conditions_key" ON "discount"("stripe_coupon_id", "stripe_conditions");
