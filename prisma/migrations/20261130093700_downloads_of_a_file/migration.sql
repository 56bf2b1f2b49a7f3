-- CreateIndex
CREATE INDEX "file_download_file_id_id_idx" ON "file_download"("file_id", "id");
