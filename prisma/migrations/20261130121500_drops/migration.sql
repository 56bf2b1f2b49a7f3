-- CreateEnum
CREATE TYPE "drop_order" AS ENUM ('arrival', 'lot');

-- CreateEnum
CREATE TYPE "drop_state" AS ENUM ('open', 'paused', 'closed');

-- CreateEnum
CREATE TYPE "drop_entry_state" AS ENUM ('waiting', 'admitted', 'started', 'lapsed', 'left');

-- CreateTable
CREATE TABLE "drop" (
    "product_id" UUID NOT NULL,
    "order" "drop_order" NOT NULL DEFAULT 'arrival',
    "state" "drop_state" NOT NULL DEFAULT 'open',
    "start_minutes" INTEGER NOT NULL DEFAULT 5,
    "limit_per_person" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "drop_pkey" PRIMARY KEY ("product_id")
);

-- CreateTable
CREATE TABLE "drop_entry" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "state" "drop_entry_state" NOT NULL DEFAULT 'waiting',
    "rank" DOUBLE PRECISION NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "admitted_at" TIMESTAMPTZ(3),
    "admitted_until" TIMESTAMPTZ(3),

    CONSTRAINT "drop_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "drop_entry_product_id_state_rank_idx" ON "drop_entry"("product_id", "state", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "drop_entry_product_id_token_hash_key" ON "drop_entry"("product_id", "token_hash");

-- AddForeignKey
ALTER TABLE "drop" ADD CONSTRAINT "drop_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drop_entry" ADD CONSTRAINT "drop_entry_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "drop"("product_id") ON DELETE CASCADE ON UPDATE CASCADE;

alter table "drop" add constraint drop_limits check (start_minutes between 1 and 60 and limit_per_person between 1 and 20);
alter table drop_entry add constraint drop_entry_times check (
  (state = 'waiting' and admitted_at is null and admitted_until is null)
  or (state in ('admitted', 'started', 'lapsed') and admitted_at is not null and admitted_until is not null)
  or state = 'left');
-- Whoever comes in order of arrival gets the next number; above 1, so that who was drawn by lot comes first.
create sequence drop_entry_arrival start 2;

create constraint trigger drop_moves_catalog after insert or update or delete on "drop"
  deferrable initially deferred for each row execute function move_catalog_version();

-- What each state may become. A line is joined again by the same row, at its end.
create function guard_drop_entry() returns trigger language plpgsql as $$
begin
  if new.state <> old.state and not (case old.state
    when 'waiting' then new.state in ('admitted', 'left')
    when 'admitted' then new.state in ('started', 'lapsed', 'left')
    when 'started' then new.state in ('waiting')
    when 'lapsed' then new.state in ('waiting', 'started')
    else new.state = 'waiting' end)
  then
    raise exception 'a place in line that is % cannot become %', old.state, new.state;
  end if;
  return new;
end $$;
create trigger drop_entry_moves before update of state on drop_entry
  for each row execute function guard_drop_entry();

-- The units of a drop that nobody has reserved.
create function free_of_drop(p_product_id uuid) returns bigint language sql stable as $$
  select coalesce(sum(greatest(0, s.on_hand - s.reserved)), 0)
  from variant v join stock_level s on s.variant_id = v.id where v.product_id = p_product_id and v.archived_at is null
$$;

-- Puts a browser at the end of a drop's line, once. Who lapsed, left, or began a checkout that was not paid can come again; who has
-- bought cannot. Before the opening ranks are drawn if the drop says so. Answers the state of its place.
create function join_drop(p_product_id uuid, p_token_hash text, p_now timestamptz) returns drop_entry_state
language plpgsql as $$
declare
  d record;
  v_rank double precision;
  v_state drop_entry_state;
begin
  select "order", opens_at into d from "drop" join product on product.id = product_id where product_id = p_product_id;
  v_rank := case when d."order" = 'lot' and d.opens_at > p_now
    then ('x' || left(replace(gen_random_uuid()::text, '-', ''), 12))::bit(48)::bigint / 281474976710656.0
    else nextval('drop_entry_arrival') end;
  insert into drop_entry as e (id, product_id, token_hash, rank, joined_at)
  values (gen_random_uuid(), p_product_id, p_token_hash, v_rank, p_now)
  on conflict (product_id, token_hash) do update
    set state = 'waiting', rank = excluded.rank, joined_at = excluded.joined_at, admitted_at = null, admitted_until = null
    where e.state in ('lapsed', 'left') or (e.state = 'started' and not exists (
      select from checkout c join checkout_line l on l.checkout_id = c.id join variant v on v.id = l.variant_id
      where c.owner_hash = e.token_hash and c.state in ('open', 'paying', 'completed')
        and v.product_id = e.product_id and c.created_at >= e.admitted_at));
  select state into v_state from drop_entry where product_id = p_product_id and token_hash = p_token_hash;
  return v_state;
end $$;

-- Ends the turns that are over, and admits the next ones: as many as there are free units for, counting what those who have their turn
-- may still take, and p_most at a time. p_by_hand: so many even if the line is paused; null: as the line stands. Of processes that call it
-- at once one works, and the others answer 0.
create function advance_drop(p_product_id uuid, p_now timestamptz, p_most integer, p_by_hand integer)
returns table (lapsed integer, admitted integer) language plpgsql as $$
declare
  d record;
  v_free bigint;
  v_turns bigint;
  v_room bigint;
begin
  lapsed := 0;
  admitted := 0;
  select x.state, x.start_minutes, x.limit_per_person, p.published, p.opens_at into d
    from "drop" x join product p on p.id = x.product_id where x.product_id = p_product_id for update of x skip locked;
  if not found then
    return next;
    return;
  end if;
  update drop_entry set state = 'lapsed'
    where product_id = p_product_id and state = 'admitted' and admitted_until <= p_now;
  get diagnostics lapsed = row_count;
  if d.published and coalesce(d.opens_at <= p_now, true) and (p_by_hand is not null or d.state = 'open') then
    v_free := free_of_drop(p_product_id);
    select count(*) into v_turns from drop_entry where product_id = p_product_id and state = 'admitted';
    v_room := (v_free - v_turns * d.limit_per_person) / d.limit_per_person;
    -- The last units are fewer than one person may take: they are for one person.
    if v_turns = 0 and v_free > 0 then v_room := greatest(1, v_room); end if;
    update drop_entry set state = 'admitted', admitted_at = p_now,
        admitted_until = p_now + make_interval(mins => d.start_minutes)
      where id in (
        select id from drop_entry where product_id = p_product_id and state = 'waiting'
        order by rank, id limit greatest(0, least(v_room, coalesce(p_by_hand, p_most))));
    get diagnostics admitted = row_count;
  end if;
  if lapsed + admitted > 0 then
    perform pg_notify('dualtrack', json_build_object('topic', 'drop', 'id', p_product_id)::text);
  end if;
  return next;
end $$;

-- Whoever reserves something of a drop has begun, in the same transaction.
create function start_drop_entries() returns trigger language plpgsql as $$
begin
  update drop_entry e set state = 'started'
  from reserved r join variant v on v.id = r.variant_id join checkout c on c.id = r.checkout_id
  where e.product_id = v.product_id and e.token_hash = c.owner_hash and e.state in ('admitted', 'lapsed')
    and exists (select from "drop" d where d.product_id = v.product_id);
  return null;
end $$;
create trigger reservations_start_drop_entries after insert on reservation
  referencing new table as reserved for each statement execute function start_drop_entries();
