-- AlterEnum
ALTER TYPE "mail_kind" ADD VALUE 'payment_link';
ALTER TYPE "mail_kind" ADD VALUE 'payment_link_reminder';

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "draft_order_id" UUID;

-- CreateTable
CREATE TABLE "draft_order" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "checkout_id" UUID,
    "currency" CHAR(3) NOT NULL,
    "email" TEXT,
    "name" TEXT,
    "phone" TEXT,
    "shipping_address" JSONB,
    "company_name" TEXT,
    "vat_id" TEXT,
    "shipping_method_id" UUID,
    "discount_codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "discount_bps" INTEGER,
    "discount_amount" INTEGER,
    "discount_reason" TEXT,
    "message" TEXT,
    "hold_minutes" INTEGER NOT NULL,
    "link_number" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "sent_by" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "draft_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_order_line" (
    "draft_order_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "variant_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3),
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "draft_order_line_pkey" PRIMARY KEY ("draft_order_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "draft_order_number_key" ON "draft_order"("number");

-- CreateIndex
CREATE UNIQUE INDEX "draft_order_checkout_id_key" ON "draft_order"("checkout_id");

-- CreateIndex
CREATE INDEX "draft_order_changed_at_idx" ON "draft_order"("changed_at");

-- CreateIndex
CREATE INDEX "draft_order_line_variant_id_idx" ON "draft_order_line"("variant_id");

-- CreateIndex
CREATE INDEX "mail_draft_order_id_idx" ON "mail"("draft_order_id");

-- AddForeignKey
ALTER TABLE "draft_order" ADD CONSTRAINT "draft_order_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_order_line" ADD CONSTRAINT "draft_order_line_draft_order_id_fkey" FOREIGN KEY ("draft_order_id") REFERENCES "draft_order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_order_line" ADD CONSTRAINT "draft_order_line_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_draft_order_id_fkey" FOREIGN KEY ("draft_order_id") REFERENCES "draft_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One line of a variant for each start, and of nothing else one line.
create unique index draft_order_line_variant on draft_order_line (draft_order_id, variant_id, starts_at) nulls not distinct;
alter table draft_order_line add constraint draft_order_line_quantity check (quantity > 0);

alter table draft_order
  add constraint draft_order_hold check (hold_minutes > 0),
  -- A discount of its own is a share or an amount, and says what it is for.
  add constraint draft_order_discount check (
    num_nonnulls(discount_bps, discount_amount) <= 1
    and (discount_reason is null) = (num_nonnulls(discount_bps, discount_amount) = 0)
    and coalesce(discount_bps between 1 and 10000, true)
    and coalesce(discount_amount > 0, true)),
  add constraint draft_order_sent check ((checkout_id is null) = (sent_at is null)),
  -- What was sent ends with its checkout.
  add constraint draft_order_cancelled check (cancelled_at is null or checkout_id is null);
