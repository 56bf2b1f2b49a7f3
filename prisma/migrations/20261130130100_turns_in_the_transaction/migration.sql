-- The drops in a cart whose turn its customer does not have, and those of which they would have more than one person may. Whoever asks
-- has locked the cart: nothing is added to it before what it begins is committed. `p_before`: their checkouts that end for this one.
create function refused_drops(p_token_hash text, p_now timestamptz, p_before uuid[])
returns table (title text, slug text, max integer, is_turn boolean) language sql stable as $$
  select a.title, a.slug, a.max, a.is_turn from (
    select p.title, p.slug, d.limit_per_person as max, sum(l.quantity) as quantity,
      exists (select from drop_entry e where e.product_id = p.id and e.token_hash = p_token_hash
          and e.state = 'admitted' and e.admitted_until > p_now)
        -- A checkout goes on, changed or not; also one that began before the product was a drop.
        or exists (select from checkout k join checkout_line kl on kl.checkout_id = k.id join variant kv on kv.id = kl.variant_id
          where k.owner_hash = p_token_hash and (k.state in ('open', 'paying') or k.id = any(p_before))
            and k.expires_at > p_now and kv.product_id = p.id) as is_turn,
      -- What was bought before they came to this line was not of this drop.
      (select coalesce(sum(kl.quantity), 0)
        from checkout k join checkout_line kl on kl.checkout_id = k.id join variant kv on kv.id = kl.variant_id
          left join "order" o on o.checkout_id = k.id
        where k.owner_hash = p_token_hash and kv.product_id = p.id
          and k.created_at >= coalesce((select e.joined_at from drop_entry e
            where e.product_id = p.id and e.token_hash = p_token_hash), '-infinity')
          and (o.state not in ('failed', 'cancelled')
            or (k.state in ('open', 'paying') and k.expires_at > p_now and not k.id = any(p_before)))) as had
    from "drop" d join product p on p.id = d.product_id join variant v on v.product_id = p.id
      join cart_line l on l.variant_id = v.id join cart c on c.id = l.cart_id
    where c.token_hash = p_token_hash and coalesce(p.opens_at <= p_now, true)
    group by p.id, d.product_id
  ) a where not a.is_turn or a.quantity + a.had > a.max
  order by a.title
$$;

-- A turn is used up by the checkout, whether that reserves or not.
drop trigger reservations_start_drop_entries on reservation;
create or replace function start_drop_entries() returns trigger language plpgsql as $$
begin
  update drop_entry e set state = 'started'
  from begun b join variant v on v.id = b.variant_id join checkout c on c.id = b.checkout_id
  where e.product_id = v.product_id and e.token_hash = c.owner_hash and e.state in ('admitted', 'lapsed')
    and exists (select from "drop" d where d.product_id = v.product_id);
  return null;
end $$;
create trigger checkout_lines_start_drop_entries after insert on checkout_line
  referencing new table as begun for each statement execute function start_drop_entries();

-- When an opening is set, or moved to later, all who wait came before it: they take part in its draw, those drawn before again, so that
-- nobody's chance is better.
create function draw_drop_entries() returns trigger language plpgsql as $$
begin
  update drop_entry e set rank = ('x' || left(replace(gen_random_uuid()::text, '-', ''), 12))::bit(48)::bigint / 281474976710656.0
  from "drop" d
  where d.product_id = new.id and d."order" = 'lot' and e.product_id = new.id and e.state = 'waiting'
    and e.joined_at < new.opens_at;
  perform pg_notify('dualtrack', json_build_object('topic', 'drop', 'id', new.id)::text);
  return null;
end $$;
create trigger openings_draw_drop_entries after update of opens_at on product for each row
  when (new.opens_at is not null and (old.opens_at is null or new.opens_at > old.opens_at))
  execute function draw_drop_entries();

-- As before; who has no turn gets the answer `changed`, and with it the refusal of a start on its own.
create or replace function start_checkouts(p_buyers jsonb, p_now timestamptz)
returns table (buyer integer, outcome text, details jsonb) language plpgsql
-- Each connection keeps its plans while the tables grow: what was planned for few rows must not read many one by one.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  locked text[];
  ready text[];
  networks text[] := array(
    select distinct b->>'network' from jsonb_array_elements(p_buyers) b where b->>'network' is not null order by 1);
  variants uuid[] := array(
    select distinct (g->>'variantId')::uuid
    from jsonb_array_elements(p_buyers) b, jsonb_array_elements(b->'goods') g order by 1);
  free jsonb;   -- units by variant
  counts jsonb; -- of unpaid checkouts by network
  held jsonb;   -- unpaid units by network and variant
  started jsonb := '[]';
  one record;
  refused jsonb;
begin
  select array_agg(token_hash) into locked from (
    select token_hash from cart
    where token_hash in (select b->>'tokenHash' from jsonb_array_elements(p_buyers) b)
    order by token_hash for update skip locked) l;
  ready := array(
    select c.token_hash from jsonb_array_elements(p_buyers) b join cart c on c.token_hash = b->>'tokenHash'
    where c.token_hash = any(locked) and cart_contents(c.id) = b->>'contents'
      and not exists (
        select from checkout k
        where k.owner_hash = c.token_hash and k.state in ('open', 'paying') and k.cart_taken_at is null)
      and not exists (select from refused_drops(c.token_hash, p_now, '{}')));
  perform pg_advisory_xact_lock(hashtextextended('holds of ' || n, 0)) from unnest(networks) n;
  perform from stock_level where variant_id = any(variants) order by variant_id for update;

  select coalesce(jsonb_object_agg(s.variant_id, s.on_hand - s.reserved), '{}') into free
    from stock_level s where s.variant_id = any(variants);
  select coalesce(jsonb_object_agg(n.network, jsonb_build_object('count', n.count, 'firstEndsAt', n.first_ends_at)), '{}')
    into counts
    from (select u.network, count(*) as count, min(u.expires_at) as first_ends_at
      from unpaid_checkouts(networks) u group by u.network) n;
  select coalesce(jsonb_object_agg(h.network || ' ' || h.variant_id,
      jsonb_build_object('held', h.units, 'firstEndsAt', h.first_ends_at)), '{}')
    into held
    from (select u.network, r.variant_id, sum(r.quantity) as units, min(u.expires_at) as first_ends_at
      from unpaid_checkouts(networks) u join reservation r on r.checkout_id = u.id and r.state = 'held'
      where r.variant_id = any(variants) group by u.network, r.variant_id) h;

  for one in
    select (b.ordinality - 1)::integer as place, b.value as asked, b.value->>'tokenHash' as token,
      b.value->>'network' as network, b.value->'goods' as goods,
      (b.value->'checkout'->>'expires_at')::timestamptz as ends_at,
      coalesce((b.value->'checkout'->>'reserves_stock')::boolean, true) as reserves
    from jsonb_array_elements(p_buyers) with ordinality b
  loop
    if not one.token = any(ready) then
      return query select one.place, 'changed', null::jsonb;
      continue;
    end if;
    if (counts->one.network->>'count')::integer >= (one.asked->>'maxReservations')::integer then
      return query select one.place, 'too_many', counts->one.network;
      continue;
    end if;
    select jsonb_agg(jsonb_build_object('variantId', g."variantId", 'free', greatest(0, g.free))) into refused
      from (select g."variantId", g.quantity, coalesce((free->>g."variantId")::integer, 0) as free
        from jsonb_to_recordset(one.goods) as g("variantId" text, quantity integer)) g
      where g.free < g.quantity;
    if refused is not null then
      return query select one.place, 'short', refused;
      continue;
    end if;
    if one.network is not null then
      -- As `fairShare` in commerce computes it.
      select jsonb_agg(jsonb_build_object('variantId', s."variantId", 'held', s.held + s.quantity,
          'free', s.free - s.quantity, 'firstEndsAt', s."firstEndsAt")) into refused
        from (select g."variantId", g.quantity, (free->>g."variantId")::integer as free,
            coalesce((held->(one.network || ' ' || g."variantId")->>'held')::integer, 0) as held,
            held->(one.network || ' ' || g."variantId")->>'firstEndsAt' as "firstEndsAt"
          from jsonb_to_recordset(one.goods) as g("variantId" text, quantity integer)) s
        where s.held + s.quantity > least(s.free + s.held,
          greatest((one.asked->>'smallestShare')::integer,
            ceil((s.free + s.held) * (one.asked->>'sharePercent')::numeric / 100)));
      if refused is not null then
        return query select one.place, 'share', refused;
        continue;
      end if;
      counts := counts || jsonb_build_object(one.network, jsonb_build_object(
        'count', coalesce((counts->one.network->>'count')::integer, 0) + 1,
        'firstEndsAt', least((counts->one.network->>'firstEndsAt')::timestamptz, one.ends_at)));
      select held || coalesce(jsonb_object_agg(h.key, jsonb_build_object(
          'held', coalesce((held->h.key->>'held')::integer, 0) + h.quantity,
          'firstEndsAt', least((held->h.key->>'firstEndsAt')::timestamptz, one.ends_at))), '{}')
        into held
        from (select one.network || ' ' || g."variantId" as key, g.quantity
          from jsonb_to_recordset(one.goods) as g("variantId" text, quantity integer)
          where one.reserves) h;
    end if;
    if one.reserves then
      select free || coalesce(jsonb_object_agg(g."variantId", (free->>g."variantId")::integer - g.quantity), '{}') into free
        from jsonb_to_recordset(one.goods) as g("variantId" text, quantity integer);
    end if;
    ready := array_remove(ready, one.token); -- a second call for the same cart finds this checkout
    started := started || jsonb_build_array(one.asked);
    return query select one.place, 'started', null::jsonb;
  end loop;
  if jsonb_array_length(started) = 0 then return; end if;

  insert into checkout (id, cart_id, owner_hash, network, currency, base_currency, exchange_rate, price_step,
      price_ending, quote_number, reservation_minutes, reserves_stock, capture_method, expires_at, next_sync_at, created_at)
    select c.id, c.cart_id, c.owner_hash, c.network, c.currency, c.base_currency, c.exchange_rate, c.price_step,
      c.price_ending, 1, c.reservation_minutes, coalesce(c.reserves_stock, true), c.capture_method, c.expires_at, c.next_sync_at, p_now
    from jsonb_array_elements(started) s, jsonb_populate_record(null::checkout, s->'checkout') c;
  insert into checkout_line (id, checkout_id, variant_id, kind, starts_at, tracks_stock, download_limit, position,
      product_title, artist, variant_title, sku, unit_amount, quantity, amount)
    select l.id, l.checkout_id, l.variant_id, l.kind, l.starts_at, l.tracks_stock, l.download_limit, l.position,
      l.product_title, l.artist, l.variant_title, l.sku, l.unit_amount, l.quantity, l.amount
    from jsonb_array_elements(started) s, jsonb_populate_recordset(null::checkout_line, s->'lines') l;
  with line as (
    insert into checkout_quote_line (checkout_id, number, position, discount_amount, tax_amount, total_amount, taxes)
      select (s->'checkout'->>'id')::uuid, 1, l.position, l.discount_amount, l.tax_amount, l.total_amount, l.taxes
      from jsonb_array_elements(started) s, jsonb_populate_recordset(null::checkout_quote_line, s->'quoteLines') l)
  insert into checkout_quote (checkout_id, number, subtotal_amount, discount_amount, shipping_amount, tax_amount,
      tax_behavior, tax_source, tax_calculation_id, shipping_tax_amount, shipping_taxes, total_amount, shipping_method,
      discounts, quoted_at)
    select (s->'checkout'->>'id')::uuid, 1, q.subtotal_amount, q.discount_amount, q.shipping_amount, q.tax_amount,
      q.tax_behavior, q.tax_source, q.tax_calculation_id, q.shipping_tax_amount, q.shipping_taxes, q.total_amount,
      q.shipping_method, q.discounts, p_now
    from jsonb_array_elements(started) s, jsonb_populate_record(null::checkout_quote, s->'quote') q;
  insert into reservation (checkout_id, variant_id, quantity, created_at)
    select (s->'checkout'->>'id')::uuid, g."variantId", g.quantity, p_now
    from jsonb_array_elements(started) s,
      jsonb_to_recordset(s->'goods') as g("variantId" uuid, quantity integer)
    where coalesce((s->'checkout'->>'reserves_stock')::boolean, true);
  perform graphile_worker.add_jobs(array_agg((
      s->'job'->>'task', (s->'job'->'payload')::json, null, (s->'job'->>'runAt')::timestamptz,
      null, s->'job'->>'key', null, null
    )::graphile_worker.job_spec))
    from jsonb_array_elements(started) s;
end $$;
