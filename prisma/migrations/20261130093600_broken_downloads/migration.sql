-- AlterTable
ALTER TABLE "file_download" ADD COLUMN     "broke_off_at" TIMESTAMPTZ(3),
ADD COLUMN     "restarts" INTEGER NOT NULL DEFAULT 0;
