-- CreateEnum
CREATE TYPE "message_reason" AS ENUM ('order_not_found', 'charged_without_order', 'delivery', 'return_or_refund', 'product', 'other');

-- CreateEnum
CREATE TYPE "message_state" AS ENUM ('open', 'answered', 'closed');

-- AlterEnum
ALTER TYPE "alert_kind" ADD VALUE 'orders_missing';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "mail_kind" ADD VALUE 'message_received';
ALTER TYPE "mail_kind" ADD VALUE 'message_answer';

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "message_id" UUID;

-- CreateTable
CREATE TABLE "customer_message" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "reason" "message_reason" NOT NULL,
    "state" "message_state" NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "email" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "order_text" TEXT,
    "order_id" UUID,
    "text" TEXT NOT NULL,
    "is_suspected" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT,

    CONSTRAINT "customer_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_answer" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "staff_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "customer_message_number_key" ON "customer_message"("number");

-- CreateIndex
CREATE INDEX "customer_message_created_at_id_idx" ON "customer_message"("created_at", "id");

-- CreateIndex
CREATE INDEX "customer_message_state_created_at_id_idx" ON "customer_message"("state", "created_at", "id");

-- CreateIndex
CREATE INDEX "customer_message_email_key_created_at_idx" ON "customer_message"("email_key", "created_at");

-- CreateIndex
CREATE INDEX "customer_message_order_id_idx" ON "customer_message"("order_id");

-- CreateIndex
CREATE INDEX "customer_message_changed_at_idx" ON "customer_message"("changed_at");

-- CreateIndex
CREATE INDEX "message_answer_message_id_created_at_idx" ON "message_answer"("message_id", "created_at");

-- CreateIndex
CREATE INDEX "mail_message_id_idx" ON "mail"("message_id");

-- AddForeignKey
ALTER TABLE "customer_message" ADD CONSTRAINT "customer_message_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_answer" ADD CONSTRAINT "message_answer_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "customer_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "customer_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand from here on.

create index customer_message_email_trgm on customer_message using gin (email gin_trgm_ops);
create index customer_message_text_trgm on customer_message using gin (text gin_trgm_ops);
create index customer_message_order_text_trgm on customer_message using gin (order_text gin_trgm_ops);
alter table customer_message add constraint customer_message_closed_check check ((state = 'closed') = (closed_by is not null));
