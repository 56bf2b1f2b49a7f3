-- AlterTable
ALTER TABLE "checkout_quote" ADD COLUMN     "shipping_method" JSONB;

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "shipping_method" JSONB;
