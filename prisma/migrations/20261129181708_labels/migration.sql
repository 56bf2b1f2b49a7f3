-- CreateEnum
CREATE TYPE "label_state" AS ENUM ('rated', 'buying', 'bought', 'failed', 'voiding', 'void_submitted', 'voided', 'void_rejected');

-- CreateEnum
CREATE TYPE "label_problem" AS ENUM ('not_bought', 'not_shippable', 'void_rejected', 'moved_after_void', 'delivery_failed', 'returned');

-- CreateEnum
CREATE TYPE "tracker_status" AS ENUM ('unknown', 'pre_transit', 'in_transit', 'out_for_delivery', 'available_for_pickup', 'error', 'cancelled', 'failure', 'return_to_sender', 'delivered');

-- AlterEnum
ALTER TYPE "mail_kind" ADD VALUE 'shipment_withdrawn';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "order_event_kind" ADD VALUE 'shipment_withdrawn';
ALTER TYPE "order_event_kind" ADD VALUE 'delivery_failed';
ALTER TYPE "order_event_kind" ADD VALUE 'shipment_returned';

-- AlterEnum
ALTER TYPE "track" ADD VALUE 'carrier';

-- AlterTable
ALTER TABLE "shipment" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "shipping_settings" ADD COLUMN     "parcels_version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "sender" JSONB;

-- CreateTable
CREATE TABLE "shipping_box" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "length_mm" INTEGER NOT NULL,
    "width_mm" INTEGER NOT NULL,
    "height_mm" INTEGER NOT NULL,
    "weight_grams" INTEGER NOT NULL,
    "max_weight_grams" INTEGER NOT NULL,

    CONSTRAINT "shipping_box_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipping_label" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "carrier_shipment_id" TEXT NOT NULL,
    "state" "label_state" NOT NULL DEFAULT 'rated',
    "lines" JSONB NOT NULL,
    "box_name" TEXT,
    "weight_grams" INTEGER NOT NULL,
    "rates" JSONB NOT NULL,
    "messages" TEXT[],
    "rated_at" TIMESTAMPTZ(3) NOT NULL,
    "rate" JSONB,
    "tell_customer" BOOLEAN NOT NULL DEFAULT false,
    "despite" JSONB NOT NULL DEFAULT '[]',
    "requested_at" TIMESTAMPTZ(3),
    "staff_name" TEXT,
    "staff_email" TEXT,
    "staff_role" "staff_role",
    "staff_ip" TEXT,
    "bought_at" TIMESTAMPTZ(3),
    "cost_amount" INTEGER,
    "cost_currency" CHAR(3),
    "tracking_number" TEXT,
    "tracking_url" TEXT,
    "pdf_url" TEXT,
    "shipment_id" UUID,
    "voided_at" TIMESTAMPTZ(3),
    "void_asked_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "tracker_status" "tracker_status",
    "tracker_at" TIMESTAMPTZ(3),
    "problem" "label_problem",
    "problem_at" TIMESTAMPTZ(3),

    CONSTRAINT "shipping_label_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipping_label_file" (
    "label_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipping_label_file_pkey" PRIMARY KEY ("label_id")
);

-- CreateTable
CREATE TABLE "carrier_event" (
    "id" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "carrier_shipment_id" TEXT NOT NULL,
    "status" "tracker_status" NOT NULL,
    "status_at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "carrier_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shipping_box_name_key" ON "shipping_box"("name");

-- CreateIndex
CREATE UNIQUE INDEX "shipping_label_carrier_shipment_id_key" ON "shipping_label"("carrier_shipment_id");

-- CreateIndex
CREATE UNIQUE INDEX "shipping_label_shipment_id_key" ON "shipping_label"("shipment_id");

-- CreateIndex
CREATE INDEX "shipping_label_order_id_idx" ON "shipping_label"("order_id");

-- CreateIndex
CREATE INDEX "shipping_label_state_rated_at_idx" ON "shipping_label"("state", "rated_at");

-- CreateIndex
CREATE INDEX "shipping_label_problem_at_idx" ON "shipping_label"("problem_at");

-- CreateIndex
CREATE INDEX "carrier_event_received_at_idx" ON "carrier_event"("received_at");

-- AddForeignKey
ALTER TABLE "shipping_label" ADD CONSTRAINT "shipping_label_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_label" ADD CONSTRAINT "shipping_label_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_label_file" ADD CONSTRAINT "shipping_label_file_label_id_fkey" FOREIGN KEY ("label_id") REFERENCES "shipping_label"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── What rows may say ───────────────────────────────────────────────────────────────────────────

alter table shipping_box add constraint shipping_box_measures_check check (
  least(length_mm, width_mm, height_mm) > 0 and weight_grams >= 0 and max_weight_grams > weight_grams);
alter table shipment add constraint shipment_withdrawn_check check (
  withdrawn_at is null or (withdrawn_at >= shipped_at and delivered_at is null));
-- What was bought has a price and a number; what is to be bought has a rate and somebody who wants it.
alter table shipping_label
  add constraint shipping_label_weight_check check (weight_grams > 0),
  add constraint shipping_label_cost_check check (
    cost_amount >= 0 and (bought_at is null) = (cost_amount is null) and (bought_at is null) = (cost_currency is null)
    and (bought_at is null) = (tracking_number is null) and (bought_at is null) = (pdf_url is null)),
  add constraint shipping_label_request_check check (
    (state = 'rated') = (requested_at is null) and (requested_at is null) = (rate is null)
    and (requested_at is null) = (staff_name is null)),
  add constraint shipping_label_bought_check check (
    (state in ('rated', 'buying', 'failed')) = (bought_at is null) and (state <> 'bought' or shipment_id is not null)),
  add constraint shipping_label_void_check check (
    (voided_at is not null) = (state in ('voiding', 'void_submitted', 'voided', 'void_rejected'))),
  add constraint shipping_label_problem_check check ((problem is null) = (problem_at is null)),
  add constraint shipping_label_tracker_check check ((tracker_status is null) = (tracker_at is null));
-- One purchase of an order at a time, whoever asks.
create unique index shipping_label_one_purchase on shipping_label (order_id) where state = 'buying';

-- A withdrawn shipment has no goods.
create or replace function check_shipment_line() returns trigger language plpgsql as $$
declare
  bought integer;
  shipped integer;
begin
  select l.quantity into bought
    from order_line l join shipment s on s.order_id = l.order_id
    where l.id = new.order_line_id and s.id = new.shipment_id
    for no key update of l;
  if not found then
    raise exception 'line % is not of the order of shipment %', new.order_line_id, new.shipment_id
      using errcode = 'check_violation', constraint = 'shipment_line_order_check';
  end if;
  select coalesce(sum(l.quantity), 0) into shipped
    from shipment_line l join shipment s on s.id = l.shipment_id
    where l.order_line_id = new.order_line_id and s.withdrawn_at is null;
  if shipped + new.quantity > bought then
    raise exception 'line % would ship % of %', new.order_line_id, shipped + new.quantity, bought
      using errcode = 'check_violation', constraint = 'shipment_line_bought_check';
  end if;
  return new;
end $$;
