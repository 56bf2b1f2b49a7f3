-- CreateEnum
CREATE TYPE "checkout_request_kind" AS ENUM ('cancel_order', 'release');

-- CreateTable
CREATE TABLE "checkout_request" (
    "id" UUID NOT NULL,
    "checkout_id" UUID NOT NULL,
    "kind" "checkout_request_kind" NOT NULL,
    "refund_reason" "refund_reason",
    "note" TEXT NOT NULL,
    "staff_name" TEXT NOT NULL,
    "staff_email" TEXT NOT NULL,
    "staff_role" "staff_role" NOT NULL,
    "staff_ip" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkout_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "checkout_request_checkout_id_idx" ON "checkout_request"("checkout_id");

-- AddForeignKey
ALTER TABLE "checkout_request" ADD CONSTRAINT "checkout_request_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE CASCADE ON UPDATE CASCADE;
