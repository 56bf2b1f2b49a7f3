import type { DiscrepancyKind, DiscrepancyState } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";

interface Found {
  /** Of the row, if there is none yet. */
  id: string;
  kind: DiscrepancyKind;
  subject: string;
  paymentIntentId: string | null;
  checkoutId: string | null;
  orderNumber: number | null;
  refundId: string | null;
  expectedAmount: number | null;
  actualAmount: number | null;
  currency: string | null;
  actualCurrency: string | null;
  units: number | null;
  foundAt: Date;
}

interface Recorded {
  id: string;
  state: DiscrepancyState;
  isNew: boolean;
}

/**
 * Stores a discrepancy, or that it is still there: one row for a kind and subject. What staff have dismissed stays dismissed, unless it
 * is about another amount now.
 */
export async function recordDiscrepancy(tx: Tx, found: Found): Promise<Recorded> {
  const [row] = await tx.$queryRaw<[Recorded]>`
    insert into discrepancy as d (id, kind, subject, payment_intent_id, checkout_id, order_number, refund_id,
      expected_amount, actual_amount, currency, actual_currency, units, found_at, seen_at)
    values (${found.id}::uuid, ${found.kind}::discrepancy_kind, ${found.subject}, ${found.paymentIntentId},
      ${found.checkoutId}::uuid, ${found.orderNumber}::integer, ${found.refundId}::uuid, ${found.expectedAmount}::integer,
      ${found.actualAmount}::integer, ${found.currency}, ${found.actualCurrency}, ${found.units}::integer, ${found.foundAt}, ${found.foundAt})
    on conflict (kind, subject) where state in ('open', 'dismissed') do update set
      seen_at = greatest(d.seen_at, excluded.seen_at),
      order_number = coalesce(excluded.order_number, d.order_number),
      expected_amount = excluded.expected_amount, actual_amount = excluded.actual_amount,
      currency = excluded.currency, actual_currency = excluded.actual_currency, units = excluded.units,
      version = d.version + case when (d.expected_amount, d.actual_amount, d.currency, d.actual_currency, d.units) is distinct from
        (excluded.expected_amount, excluded.actual_amount, excluded.currency, excluded.actual_currency, excluded.units) then 1 else 0 end,
      (state, resolved_at, resolved_by, note) = (select
        case when isnt then 'open'::discrepancy_state else d.state end, case when isnt then null else d.resolved_at end,
        case when isnt then null else d.resolved_by end, case when isnt then null else d.note end
        from (select (d.expected_amount, d.actual_amount, d.currency, d.actual_currency, d.units) is distinct from
          (excluded.expected_amount, excluded.actual_amount, excluded.currency, excluded.actual_currency, excluded.units) as isnt) as changed)
    returning id, state::text as state, xmax = 0 as "isNew"`;
  return row;
}
