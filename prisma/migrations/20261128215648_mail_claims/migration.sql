-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "claimed_until" TIMESTAMPTZ(3),
ADD COLUMN     "handed_over_at" TIMESTAMPTZ(3);
