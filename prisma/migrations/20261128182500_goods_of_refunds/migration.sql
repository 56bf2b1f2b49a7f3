-- Nothing of the schema changes: what stands in the rows is brought to the new rules.

-- A refund that failed has no goods of its own in stock: those that went back with it are counted with the order's.
update refund_line l set restocked_quantity = 0
  from refund r where r.id = l.refund_id and r.state in ('failed', 'canceled');

-- Orders of which nothing is to be sent: over, or all of it given back before any of it left.
update "order" o set fulfilment_state = 'not_required'
where o.fulfilment_state = 'unfulfilled' and (
  o.state in ('failed', 'cancelled')
  or exists (
    select from payment p join refund r using (payment_intent_id)
    where p.payment_intent_id = o.payment_intent_id and p.status = 'succeeded'
      and r.state not in ('failed', 'canceled')
    group by p.payment_intent_id having sum(r.amount) >= max(p.amount_received)
  )
  or (o.state in ('confirmed', 'completed') and not exists (
    select from order_line l
    left join lateral (
      select coalesce(sum(rl.quantity) filter (where r.state not in ('failed', 'canceled')), 0) as refunded,
        coalesce(sum(rl.restocked_quantity), 0) as for_refunds
      from refund_line rl join refund r on r.id = rl.refund_id where rl.order_line_id = l.id
    ) given on true
    left join lateral (
      select coalesce(sum(m.quantity), 0) as returned from stock_movement m
      where m.checkout_id = o.checkout_id and m.variant_id = l.variant_id and m.kind = 'return'
    ) shelf on true
    where l.order_id = o.id
      and l.quantity > given.refunded + greatest(0, shelf.returned - given.for_refunds)
  ))
);
