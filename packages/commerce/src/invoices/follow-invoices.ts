import type { UnitOfWork } from "../unit-of-work.ts";
import { followCreditNotes } from "./follow-credit-notes.ts";
import { getInvoicedOrder } from "./invoiced-order.ts";
import { issueInvoice } from "./issue-invoice.ts";

/**
 * Issues what an order lacks: its invoice once it is paid, if `mayIssue`, and credit notes and reversals for its refunds.
 * What is issued already is never issued again. The last step of a transaction under the checkout's lock, as the numbers' series
 * are locked until it ends.
 */
export async function followInvoices(
  unit: UnitOfWork,
  { orderId, mayIssue }: { orderId: string; mayIssue: boolean },
): Promise<void> {
  const { tx } = unit;
  const first = await getInvoicedOrder(tx, orderId);
  const { paidAt } = first;
  if (paidAt === null) return;
  if (first.invoices.length === 0) {
    if (!mayIssue) return;
    await issueInvoice(unit, { ...first, paidAt });
  }
  // Each takes the documents before it into account.
  while (await followCreditNotes(unit, await getInvoicedOrder(tx, orderId)));
}
