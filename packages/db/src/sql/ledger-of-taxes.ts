import type { Tx } from "../connect.ts";

/** Documents of orders that Stripe Tax has taxed which are not recorded there, nor due, nor said by staff to be recorded by hand. */
export function unrecordedTaxDocuments(tx: Tx) {
  return tx.$queryRaw<{ number: number; invoice: string; state: string | null }[]>`
    select o.number, i.number as invoice, r.state::text as state
    from invoice i join "order" o on o.id = i.order_id left join tax_record r on r.invoice_id = i.id
    where o.tax_source = 'stripe_tax' and o.tax_calculation_id is not null
      and (r.id is null or (r.state = 'recorded' and cardinality(r.stripe_ids) = 0))`;
}

/** Paid orders that Stripe Tax has taxed without an invoice, so that nothing is recorded there. */
export function uninvoicedTaxedOrders(tx: Tx) {
  return tx.$queryRaw<{ number: number }[]>`
    select o.number from "order" o
    where o.tax_source = 'stripe_tax' and o.tax_calculation_id is not null and o.paid_at is not null
      and not exists (select from invoice i where i.order_id = o.id and i.kind = 'invoice')`;
}

/**
 * Refunds of invoiced orders without exactly one credit note that stands: they succeeded or were paid another way; or which have one although
 * no money went back. Tax that is recorded at Stripe Tax is reversed by these.
 */
export function wronglyCreditedRefunds(tx: Tx) {
  return tx.$queryRaw<{ number: number; refund_id: string; credit_notes: number }[]>`
    select o.number, r.id as refund_id, d.standing as credit_notes
    from refund r join payment p on p.payment_intent_id = r.payment_intent_id
      join "order" o on o.payment_intent_id = p.payment_intent_id
      cross join lateral (
        select (count(*) filter (where i.kind = 'credit_note') - count(*) filter (where i.kind = 'reversal'))::integer as standing
        from invoice i where i.refund_id = r.id
      ) d
    where exists (select from invoice i where i.order_id = o.id and i.kind = 'invoice')
      and not r.is_uncaptured and d.standing <> case when r.state = 'succeeded' or r.paid_another_way_at is not null then 1 else 0 end`;
}

/**
 * Orders whose invoice is not what was charged: their total without what was never charged. Until that was told apart from refunds, an
 * invoice had it, and a credit note took it back.
 */
export function wronglyInvoicedCharges(tx: Tx) {
  return tx.$queryRaw<{ number: number; charged: number; invoiced: number }[]>`
    select o.number, o.total_amount - o.uncaptured_amount as charged, (i.total_amount - credited.amount)::integer as invoiced
    from "order" o
      join invoice i on i.order_id = o.id and i.kind = 'invoice'
      cross join lateral (
        select coalesce(sum(case n.kind when 'credit_note' then n.total_amount when 'reversal' then -n.total_amount end), 0) as amount
        from invoice n join refund r on r.id = n.refund_id where n.order_id = o.id and r.is_uncaptured
      ) credited
    where o.uncaptured_amount > 0 and i.total_amount - credited.amount <> o.total_amount - o.uncaptured_amount`;
}
