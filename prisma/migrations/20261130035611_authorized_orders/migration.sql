-- CreateEnum
CREATE TYPE "authorization_end" AS ENUM ('release', 'capture');

-- CreateEnum
CREATE TYPE "capture_method" AS ENUM ('automatic', 'manual');

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "capture_method" "capture_method" NOT NULL DEFAULT 'automatic';

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "paid_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "captures_on_shipment" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "shop_settings" ADD COLUMN     "authorization_end" "authorization_end" NOT NULL DEFAULT 'release';

-- CreateTable
CREATE TABLE "payment_authorization" (
    "payment_intent_id" TEXT NOT NULL,
    "authorized_at" TIMESTAMPTZ(3) NOT NULL,
    "capture_before" TIMESTAMPTZ(3) NOT NULL,
    "capture_requested_at" TIMESTAMPTZ(3),
    "release_requested_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "staff_told_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_authorization_pkey" PRIMARY KEY ("payment_intent_id")
);

-- CreateIndex
CREATE INDEX "payment_authorization_capture_before_idx" ON "payment_authorization"("capture_before");

-- AddForeignKey
ALTER TABLE "payment_authorization" ADD CONSTRAINT "payment_authorization_payment_intent_id_fkey" FOREIGN KEY ("payment_intent_id") REFERENCES "payment"("payment_intent_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── Written by hand: what Prisma's schema language can't say ────────────────────────────────────

-- What is not shipped has no moment at which its card could be charged.
alter table product add constraint product_captures_on_shipment_check check (not captures_on_shipment or kind = 'physical');

-- Until now every confirmed order was paid when it was confirmed.
update "order" set paid_at = confirmed_at where confirmed_at is not null;
alter table "order" add constraint order_paid_at_check check (paid_at is null or confirmed_at is not null);

-- Figures count what is paid; only declines still ask when orders were confirmed.
drop index order_confirmed;
create index order_confirmed on "order" (confirmed_at) where confirmed_at is not null;
create index order_paid on "order" (paid_at)
  include (currency, total_amount, base_currency, exchange_rate) where paid_at is not null;
create index order_authorized on "order" (placed_at) where payment_state = 'authorized';

-- An authorization of the amount confirms an order, too. What is confirmed already is not asked again for its payment: goods may have
-- left whose authorization ran out.
create or replace function guard_confirmed_order() returns trigger language plpgsql as $$
begin
  if new.payment_intent_id is null and new.total_amount = 0 then return new; end if;
  if tg_op = 'UPDATE' then
    if old.state = 'confirmed' and (old.payment_intent_id, old.total_amount, old.currency)
        = (new.payment_intent_id, new.total_amount, new.currency) then return new; end if;
  end if;
  if exists (
    select from payment p
    where p.payment_intent_id = new.payment_intent_id and p.currency = new.currency
      and case p.status when 'succeeded' then p.amount_received when 'requires_capture' then p.amount end = new.total_amount
  ) then return new; end if;
  raise exception 'order % has no succeeded payment of its amount, nor an authorized one', new.number using errcode = 'restrict_violation';
end $$;

-- An authorization can be captured or end, and its sum stays while it confirms an order.
create trigger payment_stays_authorized before update of payment_intent_id, status, amount, currency on payment
  for each row when (
    old.status = 'requires_capture' and (
      (old.payment_intent_id, old.amount, old.currency) is distinct from (new.payment_intent_id, new.amount, new.currency)
      or new.status not in ('requires_capture', 'succeeded', 'canceled')
    )
  ) execute function guard_succeeded_payment();
