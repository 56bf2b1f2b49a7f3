-- AlterTable
ALTER TABLE "order" ADD COLUMN     "uncaptured_amount" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "is_uncaptured" BOOLEAN NOT NULL DEFAULT false;

-- ── Written by hand: what Prisma's schema language can't say ────────────────────────────────────

-- What was left out of a capture was a refund until now, with an id that Stripe does not have.
update refund set is_uncaptured = true, stripe_refund_id = null where stripe_refund_id like '%:uncaptured';
-- Such an order was charged in part. It is paid, if nothing of that went back.
update "order" o set uncaptured_amount = r.amount,
  payment_state = case
    when o.payment_state = 'partially_refunded' and p.amount_refunded = r.amount and not r.is_paid_another_way then 'paid'
    else o.payment_state
  end
from payment p join (
    select payment_intent_id, sum(amount) filter (where is_uncaptured) as amount, bool_or(paid_another_way_at is not null) as is_paid_another_way
    from refund group by 1 having bool_or(is_uncaptured)
  ) r using (payment_intent_id)
where p.payment_intent_id = o.payment_intent_id;

-- It moves no money, so nothing can be on its way or fail.
alter table refund add constraint refund_uncaptured_check check (not is_uncaptured or (state = 'succeeded' and stripe_refund_id is null));
alter table "order" add constraint order_uncaptured_check check (uncaptured_amount between 0 and total_amount);

-- Figures count what is charged.
drop index order_paid;
create index order_paid on "order" (paid_at)
  include (currency, total_amount, uncaptured_amount, base_currency, exchange_rate) where paid_at is not null;

-- Units that cost nothing can be cancelled, too.
alter table refund drop constraint refund_amount_check;
alter table refund add constraint refund_amount_check check (amount > 0 or (is_uncaptured and amount = 0));
