-- CreateTable
CREATE TABLE "discount_category" (
    "discount_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,

    CONSTRAINT "discount_category_pkey" PRIMARY KEY ("discount_id","category_id")
);

-- CreateIndex
CREATE INDEX "discount_category_category_id_idx" ON "discount_category"("category_id");

-- AddForeignKey
ALTER TABLE "discount_category" ADD CONSTRAINT "discount_category_discount_id_fkey" FOREIGN KEY ("discount_id") REFERENCES "discount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount_category" ADD CONSTRAINT "discount_category_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
