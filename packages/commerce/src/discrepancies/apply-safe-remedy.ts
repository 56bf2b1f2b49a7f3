import { remedyOf } from "@dualtrack/contract";
import { heldForNothing, type Track, unmatchedPayments } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { lockIfThere } from "../cart/lock-cart.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { releaseUses } from "../discounts/discount-uses.ts";
import { recordSessionEnd } from "../payment-sessions/record-session-end.ts";
import { endSession } from "../payment-sessions/session-kinds.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { readPayout } from "../payouts/read-payout.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import type { Finding } from "./finding.ts";

type Repaired = Pick<Finding, "kind" | "subject" | "checkoutId" | "paymentIntentId">;

/** The most payments of a payout that one repair settles; the next one goes on. */
const maxSettled = 100;

/**
 * Repairs what needs no decision. It may run any number of times, and at the same time as the customer pays: each remedy looks again
 * under the checkout's lock. Kinds with another remedy are left as they are.
 */
export async function applySafeRemedy(shop: Shop, finding: Repaired, track: Track): Promise<void> {
  const remedy = remedyOf(finding.kind);
  if (remedy === "settle" && finding.paymentIntentId !== null)
    await syncPayment(shop, { paymentIntentId: finding.paymentIntentId, track, thorough: true });
  if (remedy === "read_payout") await readPayoutAgain(shop, finding, track);
  const { checkoutId } = finding;
  if (checkoutId === null) return;
  if (remedy === "end_payment") await endPayment(shop, { ...finding, checkoutId }, track);
  if (remedy === "release") await releaseHeld(shop, { checkoutId }, track);
}

/** Brings the payments that the books lack to what Stripe says, and reads the payout and what it consists of once more. */
async function readPayoutAgain(shop: Shop, { subject: payoutId }: Repaired, track: Track): Promise<void> {
  for (const paymentIntentId of await unmatchedPayments(shop.db, { payoutId, limit: maxSettled }))
    await syncPayment(shop, { paymentIntentId, track, thorough: true });
  await readPayout(shop, { payout: await shop.stripe.payouts.retrieve(payoutId), again: true });
}

/** Cancels the payment at Stripe. Somebody may just have paid it: then it is settled as what it is. */
async function endPayment(
  shop: Shop,
  { subject, checkoutId }: Repaired & { checkoutId: string },
  track: Track,
): Promise<void> {
  const { captureMethod } = await shop.db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: { captureMethod: true },
  });
  const kind = subject.startsWith("cs_") ? "checkout_session" : "payment_intent";
  const facts = await endSession(shop, { kind, stripeId: subject, captureMethod });
  if (facts !== null) await settlePayment(shop, facts, track);
  else await transact(shop, track, (unit) => recordSessionEnd(unit, { stripeId: subject }));
}

/** Frees what a checkout holds that ended without an order. */
function releaseHeld(shop: Shop, { checkoutId }: { checkoutId: string }, track: Track): Promise<void> {
  return transact(bindLog(shop, { checkoutId }), track, async (unit) => {
    await lockIfThere(unit, checkoutId);
    if ((await heldForNothing(unit.tx, { checkoutId })).length === 0) return;
    await releaseUses(unit, { checkoutId });
    await lineReservations.release(unit, { checkoutId, state: "released" });
  });
}
