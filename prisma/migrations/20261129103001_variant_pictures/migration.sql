-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "picture_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "product_picture_product_id_id_key" ON "product_picture"("product_id", "id");

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_product_id_picture_id_fkey" FOREIGN KEY ("product_id", "picture_id") REFERENCES "product_picture"("product_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
