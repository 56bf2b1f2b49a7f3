-- AlterTable
ALTER TABLE "order" ALTER COLUMN "payment_intent_id" DROP NOT NULL;

-- ── Written by hand: what Prisma's schema language can't say ────────────────────────────────────

-- An order without a payment costs nothing, and is confirmed as soon as it exists.
alter table "order" add constraint order_without_payment_check check (
  case when payment_intent_id is null
    then payment_state = 'not_required' and total_amount = 0 and state in ('confirmed', 'completed', 'cancelled')
    else payment_state <> 'not_required'
  end
);

-- It gets no payment later, and a paid order does not lose its own.
create function refuse_other_way_to_pay() returns trigger language plpgsql as $$
begin
  raise exception 'order % was placed %', new.number,
    case when old.payment_intent_id is null then 'without a payment' else 'with a payment' end
    using errcode = 'restrict_violation';
end $$;
create trigger order_keeps_its_way_to_pay before update of payment_intent_id on "order"
  for each row when ((old.payment_intent_id is null) <> (new.payment_intent_id is null))
  execute function refuse_other_way_to_pay();

create or replace function guard_confirmed_order() returns trigger language plpgsql as $$
begin
  if new.payment_intent_id is null and new.total_amount = 0 then return new; end if;
  if exists (
    select from payment p
    where p.payment_intent_id = new.payment_intent_id and p.status = 'succeeded'
      and p.amount_received = new.total_amount and p.currency = new.currency
  ) then return new; end if;
  raise exception 'order % has no succeeded payment of its amount', new.number using errcode = 'restrict_violation';
end $$;
