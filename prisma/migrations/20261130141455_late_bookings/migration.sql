-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'booking_too_late';

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "keeps_rest_if_late" BOOLEAN NOT NULL DEFAULT false;

-- ── What Prisma's schema language can't say ──────────────────────────────────────────────────────

-- As before, and a time that was not free any more when its payment came can be given up: the rest of the order stands.
create or replace function guard_booking_state() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state in ('released', 'expired') then return old; end if;
  elsif new.state = old.state
    or (old.state = 'held' and new.state in ('confirmed', 'released', 'expired'))
    or (old.state in ('released', 'expired') and new.state in ('confirmed', 'cancelled'))
    or (old.state = 'confirmed' and new.state = 'cancelled')
  then return new; end if;
  raise exception 'booking % does not go from % to %', old.id, old.state, new.state using errcode = 'restrict_violation';
end $$;

-- As confirm_bookings, but a booking whose time is not free any more, or has begun, is cancelled. Answers the positions of those; null, and
-- nothing is changed, if a line has no booking. The resources are locked in the order of their keys.
create function confirm_free_bookings(p_checkout_id uuid, p_now timestamptz)
returns integer[] language plpgsql as $$
declare
  ended booking;
  chosen uuid;
  late integer[] := '{}';
begin
  if exists (
    select from checkout_line l
    where l.checkout_id = p_checkout_id and l.kind = 'service'
      and not exists (select from booking b where b.checkout_id = l.checkout_id and b.position = l.position)
  ) then
    return null;
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
    if chosen is null then
      update booking b set state = 'cancelled', ended_at = p_now where b.id = ended.id;
      late := late || ended.position;
    else
      update booking b set state = 'confirmed', resource_id = chosen, ended_at = p_now where b.id = ended.id;
    end if;
  end loop;

  update booking b set state = 'confirmed', ended_at = p_now where b.checkout_id = p_checkout_id and b.state = 'held';
  return late;
end $$;
