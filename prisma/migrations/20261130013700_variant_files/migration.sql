-- CreateTable
CREATE TABLE "variant_file" (
    "id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "upload_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "variant_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "uploaded_file" (
    "id" UUID NOT NULL,
    "storage_key" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_by" TEXT NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "size_bytes" INTEGER,
    "sha256" TEXT,
    "claimed_at" TIMESTAMPTZ(3),
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "uploaded_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "variant_file_variant_id_position_idx" ON "variant_file"("variant_id", "position");

-- CreateIndex
CREATE INDEX "variant_file_upload_id_idx" ON "variant_file"("upload_id");

-- CreateIndex
CREATE UNIQUE INDEX "uploaded_file_storage_key_key" ON "uploaded_file"("storage_key");

-- CreateIndex
CREATE INDEX "uploaded_file_started_at_idx" ON "uploaded_file"("started_at");

-- AddForeignKey
ALTER TABLE "variant_file" ADD CONSTRAINT "variant_file_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variant_file" ADD CONSTRAINT "variant_file_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "uploaded_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
