-- AlterTable
ALTER TABLE "product" ADD COLUMN     "first_published_at" TIMESTAMPTZ(3);

-- What is on show now has been published at some time; nobody wrote down when.
update product set first_published_at = created_at where published;
