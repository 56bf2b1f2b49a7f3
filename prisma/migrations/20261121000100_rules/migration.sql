-- What Prisma's schema language can't say: the rules that hold whatever the code does.

-- ── Never below zero ────────────────────────────────────────────────────────────────────────────

alter table stock_level
  add constraint stock_level_on_hand_check check (on_hand >= 0),
  add constraint stock_level_reserved_check check (reserved between 0 and on_hand);
alter table reservation add constraint reservation_quantity_check check (quantity > 0);
alter table stock_movement add constraint stock_movement_quantity_check check (quantity <> 0);
alter table cart_line add constraint cart_line_quantity_check check (quantity > 0);
alter table checkout_line add constraint checkout_line_amount_check
  check (quantity > 0 and unit_amount >= 0 and amount = unit_amount * quantity);
alter table order_line add constraint order_line_amount_check
  check (quantity > 0 and unit_amount >= 0 and amount = unit_amount * quantity);
alter table price add constraint price_unit_amount_check check (unit_amount >= 0);
alter table price add constraint price_currency_check check (currency = lower(currency));
alter table checkout add constraint checkout_total_check
  check (total_amount = subtotal_amount + shipping_amount and total_amount >= 0);
alter table "order" add constraint order_total_check
  check (total_amount = subtotal_amount + shipping_amount and total_amount >= 0);
alter table refund add constraint refund_amount_check check (amount > 0);
alter table payment add constraint payment_refunded_check check (amount_refunded between 0 and amount_received);

-- ── Once ────────────────────────────────────────────────────────────────────────────────────────

create unique index checkout_one_live_per_cart on checkout (cart_id) where state in ('open', 'paying');

-- ── Order states that contradict each other ─────────────────────────────────────────────────────

alter table "order" add constraint order_provisional_check check (
  case state
    when 'processing' then is_provisional
    when 'confirmed' then not is_provisional and confirmed_at is not null
    when 'completed' then not is_provisional and confirmed_at is not null
    else true
  end
);
alter sequence order_number_seq restart with 1001;

-- ── Rows that are only ever added ───────────────────────────────────────────────────────────────

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger order_event_append_only before update or delete on order_event
  for each row execute function refuse_change();
create trigger stock_movement_append_only before update or delete on stock_movement
  for each row execute function refuse_change();

-- ── Stock is a ledger ───────────────────────────────────────────────────────────────────────────

-- A movement is the only way to change `on_hand`: writing the row changes the level.
create function apply_stock_movement() returns trigger language plpgsql as $$
begin
  update stock_level set on_hand = on_hand + new.quantity where variant_id = new.variant_id;
  if not found then
    insert into stock_level (variant_id, on_hand) values (new.variant_id, new.quantity);
  end if;
  return null;
end $$;

create trigger stock_movement_apply after insert on stock_movement
  for each row execute function apply_stock_movement();

-- Holds every line of a checkout, or none: answers the lines that want more than is free.
-- Stock rows are locked in the order of their keys, so that two carts with the same records can't deadlock.
create function reserve_stock(p_checkout_id uuid, p_lines jsonb, p_now timestamptz)
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

  update stock_level s set reserved = s.reserved + l.quantity
    from jsonb_to_recordset(p_lines) as l("variantId" uuid, quantity integer)
    where s.variant_id = l."variantId";
  insert into reservation (checkout_id, variant_id, quantity, created_at)
    select p_checkout_id, l."variantId", l.quantity, p_now
    from jsonb_to_recordset(p_lines) as l("variantId" uuid, quantity integer);
end $$;

-- Turns a checkout's reservations into a sale: held ones take what they held, ended ones take free stock again.
-- All lines or none: answers false, and changes nothing, when an ended line finds too little.
create function commit_reservations(p_checkout_id uuid, p_now timestamptz)
returns boolean language plpgsql as $$
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

  update stock_level s set reserved = s.reserved - r.quantity
    from reservation r
    where r.checkout_id = p_checkout_id and r.state = 'held' and s.variant_id = r.variant_id;
  insert into stock_movement (variant_id, kind, quantity, checkout_id, created_at)
    select r.variant_id, 'sell', -r.quantity, p_checkout_id, p_now
    from reservation r
    where r.checkout_id = p_checkout_id and r.state <> 'committed'
    order by r.variant_id;
  update reservation set state = 'committed', ended_at = p_now
    where checkout_id = p_checkout_id and state <> 'committed';
  return true;
end $$;

-- Gives back what a checkout still holds; `p_state` says why: released or expired. Answers how many lines that was.
create function end_reservations(p_checkout_id uuid, p_state reservation_state, p_now timestamptz)
returns integer language plpgsql as $$
declare
  ended integer;
begin
  perform from stock_level s
    where s.variant_id in (select r.variant_id from reservation r where r.checkout_id = p_checkout_id)
    order by s.variant_id for update;

  update stock_level s set reserved = s.reserved - r.quantity
    from reservation r
    where r.checkout_id = p_checkout_id and r.state = 'held' and s.variant_id = r.variant_id;
  update reservation set state = p_state, ended_at = p_now
    where checkout_id = p_checkout_id and state = 'held';
  get diagnostics ended = row_count;
  return ended;
end $$;
