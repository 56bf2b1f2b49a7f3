-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'completed';

-- Written by hand: what Prisma's schema language can't say.

-- Only what was paid for leaves, and what has left can't be cancelled.
alter table "order" add constraint order_fulfilment_check
  check (fulfilment_state = 'unfulfilled' or state in ('confirmed', 'completed'));
-- Customers follow these links.
alter table shipment add constraint shipment_tracking_url_check check (tracking_url like 'https://%');
create trigger shipment_line_append_only before update or delete on shipment_line
  for each row execute function refuse_change();

-- Parcels carry lines of their own order, and never more than was bought. The line's lock makes parcels wait for each other.
create function check_shipment_line() returns trigger language plpgsql as $$
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
  select coalesce(sum(quantity), 0) into shipped from shipment_line where order_line_id = new.order_line_id;
  if shipped + new.quantity > bought then
    raise exception 'line % would ship % of %', new.order_line_id, shipped + new.quantity, bought
      using errcode = 'check_violation', constraint = 'shipment_line_bought_check';
  end if;
  return new;
end $$;
create trigger shipment_line_check before insert on shipment_line
  for each row execute function check_shipment_line();
