import { formatDraftOrderNumber } from "@dualtrack/contract";
import { notify, type Tx } from "@dualtrack/db";
import { writeAudit } from "../audit/audit-log.ts";
import { recordEndedBy } from "../checkouts/record-ended-by.ts";
import { isLiveCheckout } from "../checkouts/states.ts";
import { checkoutName } from "../short-name.ts";
import type { StaffUnit } from "../unit-of-work.ts";

const endingFields = {
  state: true,
  email: true,
  endedBy: true,
  draftOrder: { select: { id: true, number: true } },
  order: { select: { number: true, state: true } },
  payments: { select: { status: true } },
  lines: { orderBy: { position: "asc" }, select: { sku: true, quantity: true } },
} as const;

export function findEnding(tx: Tx, id: string) {
  return tx.checkout.findUnique({ where: { id }, select: endingFields });
}

export type Ending = NonNullable<Awaited<ReturnType<typeof findEnding>>>;

/** Whether the checkout's goods are still reserved. */
export function isLive({ state }: Ending): boolean {
  return isLiveCheckout(state);
}

/**
 * Records the member of staff who ended a checkout, if it has ended unpaid (possibly by a webhook before their command).
 * Answers false while it has not ended. The caller holds the checkout's lock.
 */
export async function recordRelease(
  unit: StaffUnit,
  { checkoutId, reason }: { checkoutId: string; reason: string },
): Promise<boolean> {
  const { tx } = unit;
  const ending = await findEnding(tx, checkoutId);
  if (ending !== null && isLive(ending)) return false;
  if (ending === null || ending.endedBy !== null || !isUnpaid(ending)) return true;
  await recordEndedBy(unit, { checkoutId, reason });
  if (ending.draftOrder !== null) await notify(tx, { topic: "draft_order", id: ending.draftOrder.id });
  await writeAudit(unit, {
    ...subjectOf(checkoutId, ending),
    before: { held: ending.lines, customer: ending.email },
    after: { held: [], customer: ending.email, reason },
  });
  return true;
}

/** What staff have ended: a draft order, or the reservation of a customer's checkout. */
function subjectOf(checkoutId: string, { draftOrder }: Ending) {
  if (draftOrder === null)
    return { action: "reservation.release" as const, subject: checkoutName(checkoutId) };
  return { action: "draft_order.cancel" as const, subject: formatDraftOrderNumber(draftOrder.number) };
}

function isUnpaid({ state, order }: Ending): boolean {
  return state !== "completed" && order?.state !== "cancelled";
}
