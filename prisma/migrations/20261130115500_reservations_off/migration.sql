-- Whether checkouts reserve stock, or only find out whether it is there. A checkout keeps what held when it began.
alter table shop_settings add column "reserves_stock" boolean not null default true;
alter table checkout add column "reserves_stock" boolean not null default true;

-- `p_holds` false: answers the same, and reserves nothing.
drop function reserve_stock(uuid, jsonb, timestamptz);
create function reserve_stock(p_checkout_id uuid, p_lines jsonb, p_now timestamptz, p_holds boolean default true)
returns table (short_variant_id uuid, free integer) language plpgsql as $$
begin
  if p_holds then
    perform from stock_level s
      where s.variant_id in (select (l->>'variantId')::uuid from jsonb_array_elements(p_lines) l)
      order by s.variant_id for update;
  end if;

  return query
    select l."variantId", coalesce(s.on_hand - s.reserved, 0)
    from jsonb_to_recordset(p_lines) as l("variantId" uuid, quantity integer)
    left join stock_level s on s.variant_id = l."variantId"
    where coalesce(s.on_hand - s.reserved, 0) < l.quantity;
  if found or not p_holds then return; end if;

  insert into reservation (checkout_id, variant_id, quantity, created_at)
    select p_checkout_id, l."variantId", l.quantity, p_now
    from jsonb_to_recordset(p_lines) as l("variantId" uuid, quantity integer);
end $$;

-- What a checkout has not reserved is taken when it is sold, like what it had reserved until too early: if it is free.
create or replace function commit_reservations(p_checkout_id uuid, p_now timestamptz)
returns boolean language plpgsql as $$
declare
  sold jsonb;
begin
  insert into reservation (checkout_id, variant_id, quantity, state, created_at, ended_at)
    select l.checkout_id, l.variant_id, l.quantity, 'released', p_now, p_now
    from checkout c join checkout_line l on l.checkout_id = c.id
    where c.id = p_checkout_id and not c.reserves_stock and l.tracks_stock and l.kind <> 'service'
    on conflict do nothing;

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

-- As before; a checkout that reserves nothing begins after the same checks.
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
        where k.owner_hash = c.token_hash and k.state in ('open', 'paying') and k.cart_taken_at is null));
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
