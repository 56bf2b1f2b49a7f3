-- AlterTable
ALTER TABLE "order" ADD COLUMN     "uncaptured_amount" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "is_uncaptured" BOOLEAN NOT NULL DEFAULT false;

-- ── Written by hand: what Prisma's schema language can't say ────────────────────────────────────

-- What was left out of a capture was a refund until now, with an id that Stripe does not have.
update refund set is_uncaptured = true, stripe_refund_id = null where stripe_refund_id like '%:uncaptured';
update "order" o set uncaptured_amount = r.amount
from (select payment_intent_id, sum(amount) as amount from refund where is_uncaptured group by 1) r
where r.payment_intent_id = o.payment_intent_id;

-- It was charged in part, and of that nothing went back.
update "order" o set payment_state = 'paid'
from payment p
where p.payment_intent_id = o.payment_intent_id and o.payment_state = 'partially_refunded' and o.uncaptured_amount > 0
  and p.amount_refunded = o.uncaptured_amount
  and not exists (select from refund r where r.payment_intent_id = p.payment_intent_id and r.paid_another_way_at is not null);

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
