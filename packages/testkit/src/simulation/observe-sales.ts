import type pg from "pg";

/**
 * Lets PostgreSQL write down at each commit in which state it leaves a sale, in the words of the state model (`saleKey`). Nothing else is
 * locked or changed by it.
 */
export async function observeSales(client: pg.Client): Promise<void> {
  await client.query(`
    create table kept.sale_seen (key text not null);
    create function kept.observe_sale() returns trigger language plpgsql as $$
    declare
      of_checkout uuid := case tg_table_name
        when 'checkout' then (to_jsonb(new) ->> 'id')::uuid
        when 'refund' then (select checkout_id from payment where payment_intent_id = to_jsonb(new) ->> 'payment_intent_id')
        when 'dispute' then (select checkout_id from payment where payment_intent_id = to_jsonb(new) ->> 'payment_intent_id')
        else (to_jsonb(new) ->> 'checkout_id')::uuid
      end;
    begin
      insert into kept.sale_seen (key)
      select concat_ws(' ', c.state,
        coalesce((select min(r.state::text) from reservation r where r.checkout_id = c.id), 'held'),
        case when o.payment_state = 'not_required' then 'not_required' else coalesce(
          case when p.status::text like 'requires\\_%' and p.status <> 'requires_capture' then 'unpaid'
            when p.status = 'requires_capture' then 'authorized' else p.status::text end, 'none') end,
        coalesce(o.state::text, 'none'),
        coalesce((select case r.state when 'requires_action' then 'pending' when 'canceled' then 'failed' else r.state::text end
          from refund r where r.payment_intent_id = p.payment_intent_id order by r.created_at desc, r.id desc limit 1), 'none'),
        coalesce((select case when d.status in ('warning_needs_response', 'warning_under_review') then 'inquiry'
            when d.status in ('warning_closed', 'prevented') then 'closed'
            when d.status in ('won', 'lost') then d.status::text else 'taken' end
          from dispute d where d.payment_intent_id = p.payment_intent_id order by d.opened_at desc limit 1), 'none'),
        case when o.fulfilment_state in ('unfulfilled', 'not_required') or o.id is null then 'here' else 'shipped' end)
      from checkout c
      left join "order" o on o.checkout_id = c.id
      left join lateral (
        select * from payment p where p.checkout_id = c.id
        order by (p.payment_intent_id = o.payment_intent_id) desc nulls last, p.observed_at desc limit 1
      ) p on true
      where c.id = of_checkout;
      return null;
    end $$`);
  for (const table of ["checkout", "reservation", "payment", '"order"', "refund", "dispute"])
    await client.query(`
      create constraint trigger simulation_observes after insert or update on ${table}
      deferrable initially deferred for each row execute function kept.observe_sale()`);
}

/** The states that were seen since the last call. */
export async function takeSeenSales(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(`
    with taken as (delete from kept.sale_seen returning key) select distinct key from taken order by key`);
  return rows.map(({ key }) => key);
}
