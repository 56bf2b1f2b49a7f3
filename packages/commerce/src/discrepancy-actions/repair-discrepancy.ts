import { type DiscrepancyState, formatOrderNumber, remedyOf } from "@dualtrack/contract";
import type { Discrepancy } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { applySafeRemedy } from "../discrepancies/apply-safe-remedy.ts";
import { findAgain } from "../discrepancies/find-again.ts";
import {
  lockDiscrepancy,
  recordRepairPress,
  recordRepairProblem,
  resolveDiscrepancy,
} from "../discrepancies/record-finding.ts";
import { DomainError } from "../domain-error.ts";
import { sendMissingRefund } from "../refund-actions/send-missing-refund.ts";
import type { Shop } from "../shop.ts";
import { cancelOrder } from "../staff-actions/cancel-order.ts";
import { isUnavailable, stripeProblemText } from "../stripe/stripe-outage.ts";
import { transactFor } from "../unit-of-work.ts";

interface Repair {
  discrepancyId: string;
  by: Actor;
}

/** A press that comes so soon after another one is the same, in ms. */
const samePressMs = 60_000;

/**
 * Repairs a discrepancy by the remedy of its kind. First Stripe and the books are asked again: one that is gone is only closed. The remedy
 * is one transaction with all that follows from it, and the press is in the audit log before it begins; should the process die between,
 * the next run finds it repaired by whoever has pressed. A repeated press changes nothing. Answers the state: `open` if it is still there.
 * DISCREPANCY_NOT_FOUND, DISCREPANCY_CLOSED when it was dismissed, PAYMENT_UNAVAILABLE when Stripe can't be reached; of `cancelOrder`
 * ORDER_HAS_SHIPPED, ORDER_CANNOT_MOVE.
 */
export async function repairDiscrepancy(
  shop: Shop,
  { discrepancyId: id, by }: Repair,
): Promise<{ state: DiscrepancyState }> {
  const known = await shop.db.discrepancy.findUnique({ where: { id } });
  if (known === null) throw new DomainError("DISCREPANCY_NOT_FOUND", {});
  if (known.state === "dismissed")
    throw new DomainError("DISCREPANCY_CLOSED", { state: known.state, by: known.resolvedBy });
  if (known.state !== "open") return { state: known.state };
  try {
    if ((await findAgain(shop, known)) === null) return await close(shop, known);
    await recordPress(shop, { known, by });
    await applyRemedy(shop, { known, by });
    if ((await findAgain(shop, known)) === null) return await close(shop, { ...known, repairBy: by.name });
  } catch (error) {
    if (isUnavailable(error)) throw new DomainError("PAYMENT_UNAVAILABLE", {});
    if (!(error instanceof DomainError)) await recordRepairProblem(shop.db, id, stripeProblemText(error));
    throw error;
  }
  return { state: "open" };
}

async function close(
  shop: Shop,
  { id, repairBy }: Pick<Discrepancy, "id" | "repairBy">,
): Promise<{ state: DiscrepancyState }> {
  const state = repairBy === null ? "vanished" : "repaired";
  await resolveDiscrepancy(shop, { id, state, by: repairBy });
  return { state };
}

function recordPress(shop: Shop, { known, by }: { known: Discrepancy; by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const row = await lockDiscrepancy(tx, known.id);
    const lastPress = row?.repairAt?.getTime() ?? 0;
    if (row?.state !== "open" || now.getTime() - lastPress < samePressMs) return;
    await recordRepairPress(tx, { id: row.id, by: by.name, at: now });
    await writeAudit(unit, {
      action: "discrepancy.repair",
      subject: subjectOf(row),
      before: { ...moneyOf(row) },
      after: { discrepancy: row.kind, remedy: remedyOf(row.kind) },
    });
  });
}

async function applyRemedy(shop: Shop, { known, by }: { known: Discrepancy; by: Actor }): Promise<void> {
  const { id: requestId, checkoutId, refundId } = known;
  const remedy = remedyOf(known.kind);
  if (remedy === "refund_again" && refundId !== null)
    return sendMissingRefund(shop, { refundId, requestId, by });
  if (remedy !== "cancel_order" || checkoutId === null) return applySafeRemedy(shop, known, "staff");
  const order = await shop.db.order.findUniqueOrThrow({ where: { checkoutId }, select: { id: true } });
  const note = `Repair of a discrepancy: ${known.kind}`;
  await cancelOrder(shop, { orderId: order.id, requestId, note, by });
}

/** What the audit log names it by. */
export function subjectOf({ orderNumber, paymentIntentId, checkoutId, subject }: Discrepancy): string {
  return orderNumber === null ? (paymentIntentId ?? checkoutId ?? subject) : formatOrderNumber(orderNumber);
}

/** Both sums, as the audit log has them. */
export function moneyOf({ expectedAmount, actualAmount, currency, actualCurrency }: Discrepancy) {
  if (expectedAmount === null || actualAmount === null || currency === null) return {};
  return {
    inBooks: { amount: expectedAmount, currency },
    atStripe: { amount: actualAmount, currency: actualCurrency ?? currency },
  };
}
