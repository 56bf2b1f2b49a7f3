-- AlterEnum
ALTER TYPE "refund_reason" ADD VALUE 'discount_used_up';

-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'cancelled_discount_used_up';

-- AlterTable
ALTER TABLE "checkout_quote" ADD COLUMN "discounts" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "order" ADD COLUMN "discounts" JSONB NOT NULL DEFAULT '[]';

-- ── Written by hand: what Prisma's schema language can't say ────────────────────────────────────

-- What discounts take off the goods.
create function taken_off(discounts jsonb) returns bigint language sql immutable as $$
  select coalesce(sum((discount ->> 'amount')::integer), 0) from jsonb_array_elements(discounts) discount
$$;

-- None are named in quotes of before discounts had names, and in restored orders.
alter table checkout_quote add constraint checkout_quote_discounts_check check (
  discounts = '[]' or taken_off(discounts) = discount_amount);
alter table "order" add constraint order_discounts_check check (
  discounts = '[]' or taken_off(discounts) = discount_amount);
