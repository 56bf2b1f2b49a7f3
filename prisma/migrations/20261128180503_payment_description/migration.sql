-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "description_hash" TEXT;

-- CreateTable
CREATE TABLE "shop_identity" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "shop_identity_pkey" PRIMARY KEY ("id")
);

-- Written by hand: there is one shop in a database, and it has its id from the start, so that every dump holds it.
create unique index shop_identity_one_row on shop_identity ((true));
insert into shop_identity default values;
