/**
 * SQL that fills a shop with orders without Stripe: many names of customers and products, one order in fifty partly refunded,
 * one in four shipped, and a few that need attention. None is due for a sync. One in ten has an hour booked, in one room, around now.
 */
export function manyOrders(count: number): string {
  return `
  create temp table made as
    select n, gen_random_uuid() as checkout_id, gen_random_uuid() as order_id, 500 + (n * 7919) % 20000 as total,
      now() - make_interval(secs => n * 60) as at, n % 5000 = 11 as is_stuck, n % 10000 = 77 as is_refund_refused
    from generate_series(1, ${count}) n;
  insert into product (id, slug, kind, title, artist, description)
    select gen_random_uuid(), 'pressing-' || n, 'physical', 'Pressing ' || n, 'Band', ''
    from generate_series(1, 100) n;
  insert into variant (id, product_id, sku, title)
    select gen_random_uuid(), id, slug, '' from product where slug like 'pressing-%';
  insert into checkout (id, state, owner_hash, currency, base_currency, exchange_rate, created_at, expires_at, next_sync_at)
    select checkout_id, 'completed', '', 'eur', 'eur', 1, at, at, at from made;
  insert into checkout_quote (checkout_id, number, subtotal_amount, discount_amount, shipping_amount, tax_amount,
      total_amount, quoted_at)
    select checkout_id, 1, total, 0, 0, 0, total, at from made;
  insert into payment (payment_intent_id, checkout_id, status, amount, amount_received, amount_refunded, currency,
      charge_id, method_type, method_label, method_last4, observed_at)
    select 'pi_made_' || n, checkout_id, 'succeeded', total, total, case when n % 50 = 0 then total / 2 else 0 end, 'eur',
      'ch_made_' || n, 'card', 'Visa', lpad((n % 10000)::text, 4, '0'), at from made;
  insert into refund (id, payment_intent_id, amount, currency, reason, state, created_at)
    select gen_random_uuid(), 'pi_made_' || n, total / 2, 'eur', 'other',
      (case when is_refund_refused then 'failed' else 'succeeded' end)::refund_state, at
    from made where n % 50 = 0 or is_refund_refused;
  -- What the triggers of each order do, its search document first of all, is done for all of them at the end: in half of the time.
  set local session_replication_role = 'replica';
  insert into "order" (id, number, checkout_id, payment_intent_id, state, is_provisional, payment_state, fulfilment_state,
      currency, base_currency, exchange_rate, subtotal_amount, shipping_amount, total_amount, email, name, phone, shipping_address, placed_at,
      confirmed_at, paid_at)
    select order_id, 1000000 + n, checkout_id, 'pi_made_' || n,
      (case when is_stuck then 'processing' else 'confirmed' end)::order_state, is_stuck,
      (case when is_stuck then 'unpaid' when n % 50 = 0 then 'partially_refunded' else 'paid' end)::order_payment_state,
      (case when n % 4 = 0 then 'shipped' else 'unfulfilled' end)::fulfilment_state,
      'eur', 'eur', 1, total, 0, total, 'customer' || n || '@example.com', 'Customer ' || n,
      '+43 660 ' || lpad(n::text, 7, '0'), jsonb_build_object('line1', n % 200 || ' Long Road', 'line2', '',
        'postalCode', (1000 + n % 9000)::text, 'city', 'Town ' || n % 500, 'state', '', 'country', 'AT'),
      at, case when is_stuck then null else at end, case when is_stuck then null else at end from made;
  set local session_replication_role = 'origin';
  insert into order_line (id, order_id, variant_id, position, product_title, artist, variant_title, sku, unit_amount, quantity, amount,
    discount_amount, tax_amount, total_amount)
    select gen_random_uuid(), m.order_id, v.id, 0, p.title, 'Band', '', v.sku, m.total, 1, m.total, 0, 0, m.total
    from made m join product p on p.slug = 'pressing-' || (1 + m.n % 100) join variant v on v.product_id = p.id;
  insert into resource (id, name, created_at) values (gen_random_uuid(), 'Room of many orders', now());
  insert into booking (id, checkout_id, position, product_id, variant_id, resource_id, candidate_ids, quantity, capacity,
      starts_at, ends_at, busy_from, busy_until, state, created_at, free_cancel_hours, late_keep_percent)
    select gen_random_uuid(), m.checkout_id, 0, v.product_id, v.id, r.id, array[r.id], 1, 1,
      b.starts_at, b.starts_at + interval '1 hour', b.starts_at, b.starts_at + interval '1 hour', 'confirmed', m.at, 24, 50
    from made m join variant v on v.sku = 'pressing-1' join resource r on r.name = 'Room of many orders'
      cross join lateral (select date_trunc('hour', now()) + make_interval(hours => m.n / 10 - ${count} / 20) as starts_at) b
    where m.n % 10 = 0;
  do $$ declare search_index text := pg_get_indexdef('order_search_document_trgm'::regclass); begin
    drop index order_search_document_trgm;
    insert into order_search (order_id, document) select order_id, order_search_document(order_id) from made;
    execute search_index;
  end $$;
  drop table made;
  analyze;
`;
}
