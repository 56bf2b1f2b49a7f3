import type { ShopProcess } from "./shop-process.ts";

interface BookedTime {
  /** Names of rooms or people, each with the shop's hours. */
  rooms: string[];
  title: string;
  /** By room, when it begins (such as 2031-06-10T12:00Z), for how many minutes, and who comes; null: somebody at the checkout. */
  bookings: { room: string; startsAt: string; minutes: number; name: string | null }[];
}

/** Rooms and a service with bookings as a shop has them that is used: what this many customers would need minutes for. */
export async function putBookingsIn(
  shop: ShopProcess,
  { rooms, title, bookings }: BookedTime,
): Promise<void> {
  await shop.sql(
    `with room as (
       insert into resource (id, name, created_at)
       select gen_random_uuid(), name, now() from unnest($1::text[]) name on conflict (name) do nothing
     ), made as (
       insert into product (id, slug, kind, title, artist, description, published, first_published_at, position)
       values (gen_random_uuid(), gen_random_uuid()::text, 'service', $2, 'The studio', 'Time.', true, now(), 200) returning id
     ), service as (insert into service (product_id) select id from made)
     insert into variant (id, product_id, sku, title, tracks_stock, duration_minutes)
     select gen_random_uuid(), id, gen_random_uuid()::text, '', false, 60 from made`,
    [rooms, title],
  );
  await shop.sql(
    `with wanted as (
       select gen_random_uuid() checkout_id, * from jsonb_to_recordset($1::jsonb)
         as (room text, "startsAt" timestamptz, minutes int, name text)
     ), opened as (
       insert into checkout (id, state, owner_hash, currency, base_currency, exchange_rate, expires_at, next_sync_at, name)
       select checkout_id, 'open', checkout_id::text, 'eur', 'eur', 1, now() + interval '1 day', now() + interval '1 day', name
       from wanted
     ), quoted as (
       insert into checkout_quote (checkout_id, number, subtotal_amount, discount_amount, shipping_amount, tax_amount,
         total_amount, quoted_at)
       select checkout_id, 1, 0, 0, 0, 0, 0, now() from wanted
     )
     insert into booking (id, checkout_id, position, product_id, variant_id, resource_id, candidate_ids, quantity, capacity,
       starts_at, ends_at, busy_from, busy_until, state, created_at, free_cancel_hours, late_keep_percent)
     select gen_random_uuid(), checkout_id, 0, variant.product_id, variant.id, resource.id, array[resource.id], 1, 1,
       "startsAt", "startsAt" + minutes * interval '1 minute', "startsAt", "startsAt" + minutes * interval '1 minute',
       case when wanted.name is null then 'held' else 'confirmed' end::booking_state, now(), 24, 100
     from wanted join resource on resource.name = wanted.room
       join variant on variant.product_id = (select id from product where title = $2)`,
    [JSON.stringify(bookings), title],
  );
}

/**
 * Takes out again what was put in: no customer paid for it, which the audit of another journey would report. Bookings don't go while
 * they are live, so a trigger stands in the way.
 */
export async function takeBookingsOut(shop: ShopProcess): Promise<void> {
  await shop.sql(
    `do $$ begin
       perform set_config('session_replication_role', 'replica', true);
       delete from booking b where not exists (
         select from checkout_line l where l.checkout_id = b.checkout_id and l.position = b.position);
     end $$`,
  );
}

/** Blocks a room for all of today: the first day with free times is then a whole one, whatever the time is now. */
export async function blockToday(shop: ShopProcess, room: string): Promise<void> {
  await shop.sql(
    `insert into resource_block (id, resource_id, starts_at, ends_at, staff_name, created_at)
     select gen_random_uuid(), id, date_trunc('day', now()), date_trunc('day', now()) + interval '1 day', 'Clerk', now()
     from resource where name = $1`,
    [room],
  );
}
