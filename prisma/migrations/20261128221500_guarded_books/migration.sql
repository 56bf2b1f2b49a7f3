-- What the books forbid, the database refuses, whoever writes.

-- ── Stock levels are sums, kept by triggers alone ───────────────────────────────────────────────

-- `on_hand` is the sum of the movements, `reserved` that of what is held. A trigger that keeps them runs at depth 1, so
-- the change that it makes runs this one at depth 2; a change by hand runs it at depth 1.
create function guard_stock_level() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() > 1 then return coalesce(new, old); end if;
  if tg_op = 'INSERT' then
    if new.on_hand = 0 and new.reserved = 0
      and not exists (select from stock_movement where variant_id = new.variant_id)
      and not exists (select from reservation where variant_id = new.variant_id and state = 'held')
    then return new; end if;
  elsif tg_op = 'DELETE' then
    if not exists (select from stock_movement where variant_id = old.variant_id)
      and not exists (select from reservation where variant_id = old.variant_id and state = 'held')
    then return old; end if;
  end if;
  raise exception 'stock_level changes by stock_movement and reservation only' using errcode = 'restrict_violation';
end $$;

create trigger stock_level_guard before insert or delete on stock_level
  for each row execute function guard_stock_level();
create trigger stock_level_guard_sums before update of variant_id, on_hand, reserved on stock_level
  for each row when (
    old.variant_id <> new.variant_id or old.on_hand <> new.on_hand or old.reserved <> new.reserved
  ) execute function guard_stock_level();

-- ── Reservations: held, then ended or sold; never changed otherwise ─────────────────────────────

create function guard_reservation() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state in ('released', 'expired') then return old; end if;
  elsif (new.checkout_id, new.variant_id, new.quantity) = (old.checkout_id, old.variant_id, old.quantity)
    and old.state <> 'committed' and new.state <> 'held' and new.ended_at is not null
  then return new; end if;
  raise exception 'a reservation is ended or sold, and not changed otherwise' using errcode = 'restrict_violation';
end $$;

create trigger reservation_guard before update on reservation
  for each row when (old.* is distinct from new.*) execute function guard_reservation();
create trigger reservation_stays_unless_ended before delete on reservation
  for each row execute function guard_reservation();

create function apply_new_reservations() returns trigger language plpgsql as $$
begin
  update stock_level s set reserved = s.reserved + n.quantity
    from (select variant_id, sum(quantity) as quantity from added where state = 'held' group by variant_id) n
    where s.variant_id = n.variant_id;
  return null;
end $$;

create trigger reservation_apply_new after insert on reservation
  referencing new table as added for each statement execute function apply_new_reservations();

create function apply_ended_reservations() returns trigger language plpgsql as $$
begin
  update stock_level s set reserved = s.reserved - b.quantity
    from (select variant_id, sum(quantity) as quantity from before where state = 'held' group by variant_id) b
    where s.variant_id = b.variant_id;
  return null;
end $$;

create trigger reservation_apply_ended after update on reservation
  referencing old table as before for each statement execute function apply_ended_reservations();

create or replace function reserve_stock(p_checkout_id uuid, p_lines jsonb, p_now timestamptz)
returns table (short_variant_id uuid, free integer) language plpgsql as $$
begin
  perform from stock_level s
    where s.variant_id in (select (l->>'variantId')::uuid from jsonb_array_elements(p_lines) l)
    order by s.variant_id for update;

  return query
    select l."variantId", coalesce(s.on_hand - s.reserved, 0)
    from jsonb_to_recordset(p_lines) as l("variantId" uuid, quantity integer)
    left join stock_level s on s.variant_id = l."variantId"
    where coalesce(s.on_hand - s.reserved, 0) < l.quantity;
  if found then return; end if;

  insert into reservation (checkout_id, variant_id, quantity, created_at)
    select p_checkout_id, l."variantId", l.quantity, p_now
    from jsonb_to_recordset(p_lines) as l("variantId" uuid, quantity integer);
end $$;

create or replace function commit_reservations(p_checkout_id uuid, p_now timestamptz)
returns boolean language plpgsql as $$
declare
  sold jsonb;
begin
  perform from stock_level s
    where s.variant_id in (select r.variant_id from reservation r where r.checkout_id = p_checkout_id)
    order by s.variant_id for update;

  if exists (
    select from reservation r join stock_level s using (variant_id)
    where r.checkout_id = p_checkout_id and r.state in ('released', 'expired')
      and s.on_hand - s.reserved < r.quantity
  ) then
    return false;
  end if;

  select jsonb_agg(jsonb_build_object('variant_id', r.variant_id, 'quantity', r.quantity)) into sold
    from reservation r
    where r.checkout_id = p_checkout_id and r.state <> 'committed';
  update reservation set state = 'committed', ended_at = p_now
    where checkout_id = p_checkout_id and state <> 'committed';
  insert into stock_movement (variant_id, kind, quantity, checkout_id, created_at)
    select s.variant_id, 'sell', -s.quantity, p_checkout_id, p_now
    from jsonb_to_recordset(sold) as s(variant_id uuid, quantity integer)
    order by s.variant_id;
  return true;
end $$;

create or replace function end_reservations(p_checkout_id uuid, p_state reservation_state, p_now timestamptz)
returns integer language plpgsql as $$
declare
  ended integer;
begin
  perform from stock_level s
    where s.variant_id in (select r.variant_id from reservation r where r.checkout_id = p_checkout_id)
    order by s.variant_id for update;

  update reservation set state = p_state, ended_at = p_now
    where checkout_id = p_checkout_id and state = 'held';
  get diagnostics ended = row_count;
  return ended;
end $$;

-- ── An order is confirmed by a payment of its amount ────────────────────────────────────────────

create function guard_confirmed_order() returns trigger language plpgsql as $$
begin
  if exists (
    select from payment p
    where p.payment_intent_id = new.payment_intent_id and p.status = 'succeeded'
      and p.amount_received = new.total_amount and p.currency = new.currency
  ) then return new; end if;
  raise exception 'order % has no succeeded payment of its amount', new.number using errcode = 'restrict_violation';
end $$;

create trigger order_is_paid_insert before insert on "order"
  for each row when (new.state in ('confirmed', 'completed')) execute function guard_confirmed_order();
create trigger order_is_paid_update before update of state, payment_intent_id, total_amount, currency on "order"
  for each row when (
    new.state in ('confirmed', 'completed')
    and (old.state, old.payment_intent_id, old.total_amount, old.currency)
      is distinct from (new.state, new.payment_intent_id, new.total_amount, new.currency)
  ) execute function guard_confirmed_order();

create function guard_succeeded_payment() returns trigger language plpgsql as $$
begin
  if exists (
    select from "order" o
    where o.payment_intent_id = old.payment_intent_id and o.state in ('confirmed', 'completed')
  ) then
    raise exception 'payment % confirms an order', old.payment_intent_id using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;

create trigger payment_stays_succeeded before update of payment_intent_id, status, amount_received, currency on payment
  for each row when (
    old.status = 'succeeded'
    and (old.payment_intent_id, old.status, old.amount_received, old.currency)
      is distinct from (new.payment_intent_id, new.status, new.amount_received, new.currency)
  ) execute function guard_succeeded_payment();
create trigger payment_stays before delete on payment
  for each row execute function guard_succeeded_payment();

-- ── A ledger is not emptied either ──────────────────────────────────────────────────────────────

create trigger stock_movement_is_not_emptied before truncate on stock_movement execute function refuse_change();
create trigger reservation_is_not_emptied before truncate on reservation execute function refuse_change();
create trigger order_event_is_not_emptied before truncate on order_event execute function refuse_change();
create trigger audit_entry_is_not_emptied before truncate on audit_entry execute function refuse_change();
