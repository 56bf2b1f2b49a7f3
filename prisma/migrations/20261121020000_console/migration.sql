-- CreateEnum
CREATE TYPE "sync_run_item_state" AS ENUM ('waiting', 'synced', 'failed', 'skipped');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "order_event_kind" ADD VALUE 'shipped';
ALTER TYPE "order_event_kind" ADD VALUE 'delivered';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "mail_kind" ADD VALUE 'order_shipped';
ALTER TYPE "mail_kind" ADD VALUE 'order_delivered';
ALTER TYPE "mail_kind" ADD VALUE 'staff_invitation';
ALTER TYPE "mail_kind" ADD VALUE 'password_reset';

-- DropIndex
DROP INDEX "mail_order_id_kind_key";

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "stock_level" ADD COLUMN     "low_stock_threshold" INTEGER NOT NULL DEFAULT 5;

-- AlterTable
ALTER TABLE "stock_movement" ADD COLUMN     "request_id" UUID,
ADD COLUMN     "staff_name" TEXT;

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "ended_by" TEXT,
ADD COLUMN     "ended_reason" TEXT;

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "key" TEXT,
ALTER COLUMN "order_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false;

-- Written by hand: mails that are there already get the key that they would have today.
update mail set key = kind || ':' || order_id;
alter table mail alter column key set not null;

-- CreateTable
CREATE TABLE "product_picture" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "alt" TEXT NOT NULL DEFAULT '',
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_picture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "picture_file" (
    "picture_id" UUID NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "picture_file_pkey" PRIMARY KEY ("picture_id","width")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" UUID NOT NULL,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run_item" (
    "run_id" UUID NOT NULL,
    "checkout_id" UUID NOT NULL,
    "state" "sync_run_item_state" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_run_item_pkey" PRIMARY KEY ("run_id","checkout_id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "id" BIGSERIAL NOT NULL,
    "event_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "error" TEXT,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "carrier" TEXT NOT NULL,
    "tracking_number" TEXT,
    "tracking_url" TEXT,
    "shipped_by" TEXT NOT NULL,
    "shipped_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_line" (
    "shipment_id" UUID NOT NULL,
    "order_line_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "shipment_line_pkey" PRIMARY KEY ("shipment_id","order_line_id")
);

-- CreateTable
CREATE TABLE "staff_two_factor" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "staff_two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_invitation" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "product_picture_product_id_position_idx" ON "product_picture"("product_id", "position");

-- CreateIndex
CREATE INDEX "sync_run_started_at_idx" ON "sync_run"("started_at");

-- CreateIndex
CREATE INDEX "sync_run_item_checkout_id_idx" ON "sync_run_item"("checkout_id");

-- CreateIndex
CREATE INDEX "webhook_attempt_event_id_id_idx" ON "webhook_attempt"("event_id", "id");

-- CreateIndex
CREATE INDEX "shipment_order_id_idx" ON "shipment"("order_id");

-- CreateIndex
CREATE INDEX "shipment_line_order_line_id_idx" ON "shipment_line"("order_line_id");

-- CreateIndex
CREATE INDEX "staff_two_factor_user_id_idx" ON "staff_two_factor"("user_id");

-- CreateIndex
CREATE INDEX "staff_two_factor_secret_idx" ON "staff_two_factor"("secret");

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitation_token_hash_key" ON "staff_invitation"("token_hash");

-- CreateIndex
CREATE INDEX "staff_invitation_email_idx" ON "staff_invitation"("email");

-- CreateIndex
CREATE UNIQUE INDEX "stock_movement_request_id_key" ON "stock_movement"("request_id");

-- CreateIndex
CREATE INDEX "checkout_created_at_idx" ON "checkout"("created_at");

-- CreateIndex
CREATE INDEX "webhook_event_received_at_id_idx" ON "webhook_event"("received_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_key_key" ON "mail"("key");

-- CreateIndex
CREATE INDEX "mail_order_id_idx" ON "mail"("order_id");

-- AddForeignKey
ALTER TABLE "product_picture" ADD CONSTRAINT "product_picture_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "picture_file" ADD CONSTRAINT "picture_file_picture_id_fkey" FOREIGN KEY ("picture_id") REFERENCES "product_picture"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run_item" ADD CONSTRAINT "sync_run_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "sync_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run_item" ADD CONSTRAINT "sync_run_item_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_two_factor" ADD CONSTRAINT "staff_two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what Prisma's schema language can't say.
create trigger webhook_attempt_append_only before update or delete on webhook_attempt
  for each row execute function refuse_change();
alter table shipment_line add constraint shipment_line_quantity_check check (quantity > 0);
alter table stock_level add constraint stock_level_low_stock_threshold_check check (low_stock_threshold >= 0);
alter table shipment add constraint shipment_delivered_check check (delivered_at >= shipped_at);
create unique index staff_invitation_one_open on staff_invitation (email)
  where accepted_at is null and revoked_at is null;

-- Staff search by any part of an address, a name or a title.
create extension if not exists pg_trgm;
create index order_email_trgm on "order" using gin (email gin_trgm_ops);
create index order_name_trgm on "order" using gin (name gin_trgm_ops);
create index order_line_product_title_trgm on order_line using gin (product_title gin_trgm_ops);

-- What needs somebody's attention is little among much.
create index order_processing on "order" (placed_at) where state = 'processing';
create index refund_failed on refund (payment_intent_id) where state = 'failed';
