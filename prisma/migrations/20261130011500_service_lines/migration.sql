-- Time that is booked. No row has the kind yet, so it may be added in a transaction.
alter type product_kind add value 'service';

-- As before, and false if a line that is a service has no booking, such as that of an order which was restored from Stripe.
create or replace function confirm_bookings(p_checkout_id uuid, p_now timestamptz)
returns boolean language plpgsql as $$
declare
  ended booking;
  chosen uuid;
begin
  if exists (
    select from checkout_line l
    where l.checkout_id = p_checkout_id and l.kind = 'service'
      and not exists (select from booking b where b.checkout_id = l.checkout_id and b.position = l.position)
  ) then
    return false;
  end if;

  perform from resource r
    where r.id in (
      select unnest(b.candidate_ids) from booking b
      where b.checkout_id = p_checkout_id and b.state in ('released', 'expired')
    )
    order by r.id for no key update;

  for ended in
    select b.* from booking b
    where b.checkout_id = p_checkout_id and b.state in ('released', 'expired') order by b.position
  loop
    select p.resource_id into chosen
      from free_places(
        ended.resource_id || array_remove(ended.candidate_ids, ended.resource_id), ended.product_id, ended.capacity,
        ended.starts_at, ended.busy_from, ended.busy_until
      ) with ordinality p (resource_id, free, place)
      where p.free >= ended.quantity and ended.starts_at > p_now
      order by p.place limit 1;
    if chosen is null then raise exception using errcode = 'DTS01'; end if;
    update booking b set state = 'confirmed', resource_id = chosen, ended_at = p_now where b.id = ended.id;
  end loop;

  update booking b set state = 'confirmed', ended_at = p_now where b.checkout_id = p_checkout_id and b.state = 'held';
  return true;
exception when sqlstate 'DTS01' then return false; -- undoes what was confirmed
end $$;
