-- AlterTable
ALTER TABLE "product" DROP COLUMN "artwork";

-- DropEnum
DROP TYPE "artwork";
