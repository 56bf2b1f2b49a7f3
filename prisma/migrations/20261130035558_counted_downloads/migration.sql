-- AlterEnum


ALTER TYPE "order_event_kind" ADD VALUE 'downloaded';
ALTER TYPE "order_event_kind" ADD VALUE 'downloads_renewed';
ALTER TYPE "order_event_kind" ADD VALUE 'downloads_revoked';
ALTER TYPE "order_event_kind" ADD VALUE 'downloads_restored';

-- AlterTable
ALTER TABLE "checkout_line" ADD COLUMN     "download_limit" INTEGER;

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "download_limit" INTEGER;

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "download_limit" INTEGER;

-- CreateTable
CREATE TABLE "file_download" (
    "id" BIGSERIAL NOT NULL,
    "order_line_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "network" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "continuations" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "file_download_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_downloads" (
    "order_id" UUID NOT NULL,
    "extra" INTEGER NOT NULL DEFAULT 0,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_downloads_pkey" PRIMARY KEY ("order_id")
);

-- CreateIndex
CREATE INDEX "file_download_order_line_id_file_id_id_idx" ON "file_download"("order_line_id", "file_id", "id");

-- AddForeignKey
ALTER TABLE "file_download" ADD CONSTRAINT "file_download_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_download" ADD CONSTRAINT "file_download_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "variant_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_downloads" ADD CONSTRAINT "order_downloads_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table "variant" add constraint "variant_download_limit_check" check ("download_limit" between 1 and 1000);
alter table "order_downloads" add constraint "order_downloads_extra_check" check ("extra" between 0 and 100000);

-- Whose network is still kept.
create index "file_download_network" on "file_download" ("started_at") where "network" is not null;
