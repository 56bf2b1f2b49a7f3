-- AlterTable
ALTER TABLE "checkout" ADD COLUMN "time_zone" TEXT;
