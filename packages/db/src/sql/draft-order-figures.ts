import type { Tx } from "../connect.ts";

/** How many draft orders wait for their payment, and what these would bring, by currency. One statement, whatever their number. */
export async function draftOrderFigures(
  tx: Tx,
): Promise<{ currency: string; waiting: number; amount: number }[]> {
  const rows = await tx.$queryRaw<{ currency: string; waiting: number; amount: bigint }[]>`
    select d.currency, count(*)::integer as waiting, sum(q.total_amount)::bigint as amount
    from draft_order d
      join checkout c on c.id = d.checkout_id
      join checkout_quote q on q.checkout_id = c.id and q.number = c.quote_number
      left join "order" o on o.checkout_id = c.id
    where c.state in ('open', 'paying') and (o.id is null or o.state in ('failed', 'cancelled'))
    group by d.currency
    order by d.currency`;
  return rows.map(({ amount, ...row }) => ({ ...row, amount: Number(amount) }));
}
