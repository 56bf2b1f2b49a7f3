-- CreateTable
CREATE TABLE "product_licence" (
    "product_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "held_from" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "product_licence_pkey" PRIMARY KEY ("product_id","number")
);

-- CreateTable
CREATE TABLE "product_preview" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "upload_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "product_preview_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "product_preview_upload_id_key" ON "product_preview"("upload_id");

-- CreateIndex
CREATE INDEX "product_preview_product_id_position_idx" ON "product_preview"("product_id", "position");

-- AddForeignKey
ALTER TABLE "product_licence" ADD CONSTRAINT "product_licence_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_preview" ADD CONSTRAINT "product_preview_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_preview" ADD CONSTRAINT "product_preview_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "uploaded_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What an order was sold with never changes.
create trigger product_licence_append_only before update or delete on product_licence
  for each row execute function refuse_change();
create trigger product_licence_is_not_emptied before truncate on product_licence execute function refuse_change();
