-- CreateEnum
CREATE TYPE "booking_state" AS ENUM ('held', 'confirmed', 'released', 'expired', 'cancelled');

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "duration_minutes" INTEGER;

-- CreateTable
CREATE TABLE "service" (
    "product_id" UUID NOT NULL,
    "buffer_before_minutes" INTEGER NOT NULL DEFAULT 0,
    "buffer_after_minutes" INTEGER NOT NULL DEFAULT 0,
    "capacity" INTEGER NOT NULL DEFAULT 1,
    "step_minutes" INTEGER NOT NULL DEFAULT 60,
    "lead_minutes" INTEGER NOT NULL DEFAULT 60,
    "horizon_days" INTEGER NOT NULL DEFAULT 60,

    CONSTRAINT "service_pkey" PRIMARY KEY ("product_id")
);

-- CreateTable
CREATE TABLE "service_resource" (
    "product_id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "service_resource_pkey" PRIMARY KEY ("product_id","resource_id")
);

-- CreateTable
CREATE TABLE "shop_hours" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "week" JSONB NOT NULL,
    "exceptions" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "shop_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "week" JSONB,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource_block" (
    "id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "staff_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resource_block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking" (
    "id" UUID NOT NULL,
    "checkout_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "product_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "candidate_ids" UUID[],
    "quantity" INTEGER NOT NULL,
    "capacity" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "busy_from" TIMESTAMPTZ(3) NOT NULL,
    "busy_until" TIMESTAMPTZ(3) NOT NULL,
    "state" "booking_state" NOT NULL DEFAULT 'held',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "service_resource_resource_id_idx" ON "service_resource"("resource_id");

-- CreateIndex
CREATE UNIQUE INDEX "resource_name_key" ON "resource"("name");

-- CreateIndex
CREATE INDEX "resource_block_resource_id_ends_at_idx" ON "resource_block"("resource_id", "ends_at");

-- CreateIndex
CREATE INDEX "booking_starts_at_idx" ON "booking"("starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "booking_checkout_id_position_key" ON "booking"("checkout_id", "position");

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_resource" ADD CONSTRAINT "service_resource_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "service"("product_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_resource" ADD CONSTRAINT "service_resource_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resource_block" ADD CONSTRAINT "resource_block_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resource"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What Prisma's schema language can't say ──────────────────────────────────────────────────────

-- A trusted extension: whoever owns the database may create it. It lets a GiST index compare ids.
create extension if not exists btree_gist;

alter table variant add constraint variant_duration_check check (duration_minutes > 0);
alter table service add constraint service_settings_check check (
  buffer_before_minutes >= 0 and buffer_after_minutes >= 0 and capacity > 0 and step_minutes > 0
  and lead_minutes >= 0 and horizon_days > 0
);
alter table resource_block add constraint resource_block_times_check check (starts_at < ends_at);
alter table booking add constraint booking_times_check
  check (busy_from <= starts_at and starts_at < ends_at and ends_at <= busy_until);
alter table booking add constraint booking_quantity_check check (quantity between 1 and capacity);

-- Monday to Friday from 10:00 to 18:00.
insert into shop_hours (id, week) values (1, '[
  [{"from": "10:00", "to": "18:00"}], [{"from": "10:00", "to": "18:00"}], [{"from": "10:00", "to": "18:00"}],
  [{"from": "10:00", "to": "18:00"}], [{"from": "10:00", "to": "18:00"}], [], []
]');

-- ── A resource's time is taken once ─────────────────────────────────────────────────────────────

-- Two bookings of one resource may only overlap when they are of the same service and begin together: they share its places.
alter table booking add constraint booking_of_another_service_excluded exclude using gist (
  resource_id with =, tstzrange(busy_from, busy_until) with &&, product_id with <>
) where (state in ('held', 'confirmed'));
alter table booking add constraint booking_at_another_start_excluded exclude using gist (
  resource_id with =, tstzrange(busy_from, busy_until) with &&, starts_at with <>
) where (state in ('held', 'confirmed'));

-- Whoever takes a resource's time, or blocks it, holds the lock of its row: so the places can be summed up, and no booking
-- comes between the check for blocks and a new one.
create function guard_booked_time() returns trigger language plpgsql as $$
declare
  taken integer;
begin
  perform from resource where id = new.resource_id for no key update;
  select coalesce(sum(b.quantity), 0) into taken from booking b
    where b.resource_id = new.resource_id and b.product_id = new.product_id and b.starts_at = new.starts_at
      and b.state in ('held', 'confirmed') and b.id <> new.id;
  if taken + new.quantity > new.capacity then
    raise exception 'booking % is one too many for its places', new.id
      using errcode = 'check_violation', constraint = 'booking_places_check';
  end if;
  if exists (
    select from resource_block k
    where k.resource_id = new.resource_id and k.starts_at < new.busy_until and new.busy_from < k.ends_at
  ) then
    raise exception 'booking % is at a blocked time', new.id
      using errcode = 'check_violation', constraint = 'booking_block_check';
  end if;
  return new;
end $$;

create trigger booking_takes_time before insert on booking
  for each row when (new.state in ('held', 'confirmed')) execute function guard_booked_time();
create trigger booking_takes_time_again before update on booking
  for each row when (
    new.state in ('held', 'confirmed') and (
      old.state not in ('held', 'confirmed')
      or (old.resource_id, old.product_id, old.quantity, old.capacity, old.starts_at, old.busy_from, old.busy_until)
        is distinct from (new.resource_id, new.product_id, new.quantity, new.capacity, new.starts_at, new.busy_from, new.busy_until)
    )
  ) execute function guard_booked_time();

create function lock_blocked_resource() returns trigger language plpgsql as $$
begin
  perform from resource where id = new.resource_id for no key update;
  return new;
end $$;

create trigger resource_block_locks before insert or update on resource_block
  for each row execute function lock_blocked_resource();

-- ── Bookings: held, then ended or confirmed ─────────────────────────────────────────────────────

create function guard_booking_state() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state in ('released', 'expired') then return old; end if;
  elsif new.state = old.state
    or (old.state = 'held' and new.state in ('confirmed', 'released', 'expired'))
    or (old.state in ('released', 'expired') and new.state = 'confirmed')
    or (old.state = 'confirmed' and new.state = 'cancelled')
  then return new; end if;
  raise exception 'booking % does not go from % to %', old.id, old.state, new.state using errcode = 'restrict_violation';
end $$;

create trigger booking_state_guard before update of state on booking
  for each row execute function guard_booking_state();
create trigger booking_stays_unless_ended before delete on booking
  for each row execute function guard_booking_state();
create trigger booking_is_not_emptied before truncate on booking execute function refuse_change();

-- ── Taken, confirmed and given back for a checkout ──────────────────────────────────────────────

-- The resources of a list in which a service has places at a time: those where it takes place then come first, so that groups
-- fill up, then the list's order. Resources with nothing free are there with 0.
create function free_places(
  p_resource_ids uuid[], p_product_id uuid, p_capacity integer,
  p_starts_at timestamptz, p_busy_from timestamptz, p_busy_until timestamptz
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
    where o.resource_id = r.id and o.state in ('held', 'confirmed')
      and tstzrange(o.busy_from, o.busy_until) && tstzrange(p_busy_from, p_busy_until)
  ) b on true
  group by r.id, r.place
  order by count(b.quantity) > 0 desc, r.place
$$;

-- Holds the time of every line, or of none: answers the lines that want more places than are free in any resource.
-- Resources are locked in the order of their keys, so that two checkouts with the same times can't deadlock.
create function take_bookings(p_checkout_id uuid, p_lines jsonb, p_now timestamptz)
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
        capacity integer, "startsAt" timestamptz, "endsAt" timestamptz, "busyFrom" timestamptz, "busyUntil" timestamptz
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
          starts_at, ends_at, busy_from, busy_until, created_at
        ) values (
          line.id, p_checkout_id, line.position, line."productId", line."variantId", chosen, line."candidateIds",
          line.quantity, line.capacity, line."startsAt", line."endsAt", line."busyFrom", line."busyUntil", p_now
        );
      end if;
    end loop;
    if short <> '[]' then raise exception using errcode = 'DTS01'; end if;
  exception when sqlstate 'DTS01' then null; -- undoes what was taken
  end;

  return query select s.position, s.free from jsonb_to_recordset(short) as s(position integer, free integer);
end $$;

-- Confirms a checkout's bookings: held ones stay where they are, ended ones take their time again if it is free and has not
-- begun, in another of their resources if need be. All or none; answers false, and changes nothing, if one can't.
create function confirm_bookings(p_checkout_id uuid, p_now timestamptz)
returns boolean language plpgsql as $$
declare
  ended booking;
  chosen uuid;
begin
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

-- Gives back the times that a checkout still holds; `p_state` says why: released or expired.
create function release_bookings(p_checkout_id uuid, p_state booking_state, p_now timestamptz)
returns void language sql as $$
  update booking set state = p_state, ended_at = p_now where checkout_id = p_checkout_id and state = 'held'
$$;
