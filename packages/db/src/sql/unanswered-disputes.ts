import type { Tx } from "../connect.ts";

export interface UnansweredDispute {
  /** How many there are in all. */
  count: number;
  /** How many of them are inquiries, for which the bank has taken no money. */
  inquiries: number;
  id: string;
  status: "needs_response" | "warning_needs_response" | "appeal_needs_response";
  amount: number;
  currency: string;
  openedAt: Date;
  /** Deadline for the answer. */
  dueBy: Date | null;
  orderNumber: number | null;
}

/** Disputes and inquiries that need an answer, the earliest deadline first. */
export function unansweredDisputes(tx: Tx, { limit }: { limit: number }): Promise<UnansweredDispute[]> {
  return tx.$queryRaw<UnansweredDispute[]>`
    select (count(*) over ())::integer as count,
      (count(*) filter (where d.status = 'warning_needs_response') over ())::integer as inquiries, d.id, d.status::text as status, d.amount, d.currency,
      d.opened_at as "openedAt", d.due_by as "dueBy", o.number as "orderNumber"
    from dispute d
    join payment p using (payment_intent_id)
    left join "order" o using (checkout_id)
    where d.status in ('needs_response', 'warning_needs_response', 'appeal_needs_response')
    order by d.due_by nulls first, d.id
    limit ${limit}`;
}
