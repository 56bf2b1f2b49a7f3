-- AlterEnum: no row has these values yet, so they may be added in a transaction.
ALTER TYPE "mail_kind" ADD VALUE 'booking_moved';
ALTER TYPE "mail_kind" ADD VALUE 'booking_cancelled';
ALTER TYPE "mail_kind" ADD VALUE 'booking_reminder';
ALTER TYPE "order_event_kind" ADD VALUE 'booking_moved';
ALTER TYPE "order_event_kind" ADD VALUE 'booking_cancelled';
ALTER TYPE "order_event_kind" ADD VALUE 'booking_missed';
ALTER TYPE "order_event_kind" ADD VALUE 'booking_attended';

-- AlterTable. No rule was told to customers who booked before there was one: they cancel free of charge.
ALTER TABLE "booking" ADD COLUMN     "free_cancel_hours" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "late_keep_percent" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "moved_at" TIMESTAMPTZ(3),
ADD COLUMN     "no_show_at" TIMESTAMPTZ(3),
ADD COLUMN     "reminded_at" TIMESTAMPTZ(3),
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "booking" ALTER COLUMN "free_cancel_hours" DROP DEFAULT, ALTER COLUMN "late_keep_percent" DROP DEFAULT;

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "calendars" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "service" ADD COLUMN     "free_cancel_hours" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "late_keep_percent" INTEGER NOT NULL DEFAULT 100,
ADD COLUMN     "reminder_hours" INTEGER NOT NULL DEFAULT 24;

-- ── What Prisma's schema language can't say ──────────────────────────────────────────────────────

alter table service add constraint service_rule_check check (
  free_cancel_hours >= 0 and late_keep_percent between 0 and 100 and reminder_hours >= 0
);
alter table booking add constraint booking_rule_check check (
  free_cancel_hours >= 0 and late_keep_percent between 0 and 100 and revision >= 0
);

-- Those whose customers are still to be reminded.
create index booking_to_remind on booking (starts_at) where state = 'confirmed' and reminded_at is null;

-- As before, and one booking can be left out: the one that is to be moved.
drop function free_places(uuid[], uuid, integer, timestamptz, timestamptz, timestamptz);
create function free_places(
  p_resource_ids uuid[], p_product_id uuid, p_capacity integer,
  p_starts_at timestamptz, p_busy_from timestamptz, p_busy_until timestamptz, p_except uuid default null
) returns table (resource_id uuid, free integer) language sql stable as $$
  select r.id,
    case when bool_or(b.is_other) or exists (
      select from resource_block k
      where k.resource_id = r.id and k.starts_at < p_busy_until and p_busy_from < k.ends_at
    ) then 0 else greatest(0, p_capacity - coalesce(sum(b.quantity), 0)) end::integer
  from unnest(p_resource_ids) with ordinality r (id, place)
  left join lateral (
    select o.quantity, (o.product_id, o.starts_at) <> (p_product_id, p_starts_at) as is_other
    from booking o
    where o.resource_id = r.id and o.state in ('held', 'confirmed') and o.id is distinct from p_except
      and tstzrange(o.busy_from, o.busy_until) && tstzrange(p_busy_from, p_busy_until)
  ) b on true
  group by r.id, r.place
  order by count(b.quantity) > 0 desc, r.place
$$;

-- As before, with the rule about cancelling that the customer has agreed to.
create or replace function take_bookings(p_checkout_id uuid, p_lines jsonb, p_now timestamptz)
returns table (short_position integer, free integer) language plpgsql as $$
declare
  line record;
  chosen uuid;
  most integer;
  short jsonb := '[]';
begin
  perform from resource r
    where r.id in (
      select c::uuid from jsonb_array_elements(p_lines) l, jsonb_array_elements_text(l->'candidateIds') c
    )
    order by r.id for no key update;

  begin
    for line in
      select l.* from jsonb_to_recordset(p_lines) as l(
        id uuid, position integer, "productId" uuid, "variantId" uuid, "candidateIds" uuid[], quantity integer,
        capacity integer, "startsAt" timestamptz, "endsAt" timestamptz, "busyFrom" timestamptz, "busyUntil" timestamptz,
        "freeCancelHours" integer, "lateKeepPercent" integer
      ) order by l.position
    loop
      select (array_agg(p.resource_id order by p.place) filter (where p.free >= line.quantity))[1], max(p.free)
        into chosen, most
        from free_places(
          line."candidateIds", line."productId", line.capacity, line."startsAt", line."busyFrom", line."busyUntil"
        ) with ordinality p (resource_id, free, place);
      if chosen is null then
        short := short || jsonb_build_object('position', line.position, 'free', coalesce(most, 0));
      else
        insert into booking (
          id, checkout_id, position, product_id, variant_id, resource_id, candidate_ids, quantity, capacity,
          starts_at, ends_at, busy_from, busy_until, free_cancel_hours, late_keep_percent, created_at
        ) values (
          line.id, p_checkout_id, line.position, line."productId", line."variantId", chosen, line."candidateIds",
          line.quantity, line.capacity, line."startsAt", line."endsAt", line."busyFrom", line."busyUntil",
          line."freeCancelHours", line."lateKeepPercent", p_now
        );
      end if;
    end loop;
    if short <> '[]' then raise exception using errcode = 'DTS01'; end if;
  exception when sqlstate 'DTS01' then null; -- undoes what was taken
  end;

  return query select s.position, s.free from jsonb_to_recordset(short) as s(position integer, free integer);
end $$;

-- Gives a confirmed booking another time, in the first of these resources that is free then; its old time is free with it. The
-- resources are locked in the order of their keys, the old one included. Answers false, and changes nothing, if none is free.
create function move_booking(
  p_booking_id uuid, p_resource_ids uuid[], p_candidate_ids uuid[], p_capacity integer,
  p_starts_at timestamptz, p_ends_at timestamptz, p_busy_from timestamptz, p_busy_until timestamptz, p_now timestamptz
) returns boolean language plpgsql as $$
declare
  chosen uuid;
begin
  perform from resource r
    where r.id = any (p_resource_ids || (select b.resource_id from booking b where b.id = p_booking_id))
    order by r.id for no key update;

  select p.resource_id into chosen
    from booking b, free_places(
      p_resource_ids, b.product_id, p_capacity, p_starts_at, p_busy_from, p_busy_until, b.id
    ) with ordinality p (resource_id, free, place)
    where b.id = p_booking_id and b.state = 'confirmed' and p.free >= b.quantity
    order by p.place limit 1;
  if chosen is null then return false; end if;
  update booking b set
    resource_id = chosen, candidate_ids = p_candidate_ids, capacity = p_capacity, starts_at = p_starts_at,
    ends_at = p_ends_at, busy_from = p_busy_from, busy_until = p_busy_until, revision = b.revision + 1,
    moved_at = p_now, reminded_at = null
    where b.id = p_booking_id;
  return true;
end $$;
