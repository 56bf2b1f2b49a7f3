-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('owner', 'manager', 'support');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "refund_reason" ADD VALUE 'order_cancelled';
ALTER TYPE "refund_reason" ADD VALUE 'fraudulent';

-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'confirmation_resent';

-- DropIndex
DROP INDEX "order_placed_at_idx";

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "note" TEXT,
ADD COLUMN     "requested_by" TEXT;

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "role" "staff_role" NOT NULL DEFAULT 'support';

-- CreateTable
CREATE TABLE "refund_line" (
    "refund_id" UUID NOT NULL,
    "order_line_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "restocked" BOOLEAN NOT NULL,

    CONSTRAINT "refund_line_pkey" PRIMARY KEY ("refund_id","order_line_id")
);

-- CreateTable
CREATE TABLE "order_note" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "staff_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_name" TEXT NOT NULL,
    "staff_email" TEXT NOT NULL,
    "ip" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "refund_line_order_line_id_idx" ON "refund_line"("order_line_id");

-- CreateIndex
CREATE INDEX "order_note_order_id_created_at_idx" ON "order_note"("order_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_idx" ON "audit_entry"("subject", "id");

-- CreateIndex
CREATE INDEX "order_placed_at_number_idx" ON "order"("placed_at", "number");

-- CreateIndex
CREATE INDEX "order_total_amount_number_idx" ON "order"("total_amount", "number");

-- AddForeignKey
ALTER TABLE "refund_line" ADD CONSTRAINT "refund_line_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_line" ADD CONSTRAINT "refund_line_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_note" ADD CONSTRAINT "order_note_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what Prisma's schema language can't say.
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function refuse_change();
alter table refund_line add constraint refund_line_quantity_check check (quantity > 0);
-- Whoever was there before roles were was the owner.
update staff set role = 'owner';
