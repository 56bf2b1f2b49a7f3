import type { UnitOfWork } from "../unit-of-work.ts";
import { followCreditNotes } from "./follow-credit-notes.ts";
import { findInvoicedOrder } from "./invoiced-order.ts";
import { issueInvoice } from "./issue-invoice.ts";

interface FollowInvoices {
  checkoutId: string;
  /** Whether an order that was paid at that time gets an invoice now, if it has none. */
  mayIssue(paidAt: Date): boolean;
}

/**
 * Issues what a checkout's order lacks: its invoice once it is paid, if `mayIssue`, and credit notes and reversals for its refunds.
 * What is issued already is never issued again. The last step of a transaction under the checkout's lock, as the numbers' series
 * are locked until it ends.
 */
export async function followInvoices(
  unit: UnitOfWork,
  { checkoutId, mayIssue }: FollowInvoices,
): Promise<void> {
  const { tx } = unit;
  let order = await findInvoicedOrder(tx, checkoutId);
  const paidAt = order?.paidAt ?? null;
  if (order === null || paidAt === null) return;
  if (order.invoices.length === 0) {
    if (!mayIssue(paidAt)) return;
    await issueInvoice(unit, { ...order, paidAt });
    if (order.checkout.payments.every(({ refunds }) => refunds.length === 0)) return;
    order = await findInvoicedOrder(tx, checkoutId);
  }
  // Each takes the documents before it into account.
  while (order !== null && (await followCreditNotes(unit, order)))
    order = await findInvoicedOrder(tx, checkoutId);
}
