import type { Shop } from "../shop.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { transact } from "../unit-of-work.ts";
import { lockUnknownPayment } from "./lock-unknown-payment.ts";
import type { NotRestorable } from "./not-restorable.ts";
import { queueUnknownPaymentAlert } from "./queue-unknown-payment-alert.ts";
import { saveUnknownPayment } from "./save-unknown-payment.ts";
import { wasRefundedInFull } from "./was-refunded-in-full.ts";

/**
 * Stores a payment whose order can't be restored, for staff to decide; the first time it is logged as an error. One that is
 * refunded in full or was not paid is only stored.
 */
export async function recordUnknownPayment(
  shop: Shop,
  { checkoutId, facts, because }: { checkoutId: string; facts: PaymentFacts; because: NotRestorable },
): Promise<"unknown" | "unpaid"> {
  const { paymentIntentId, status } = facts;
  if (status !== "succeeded" && status !== "processing" && status !== "requires_capture") return "unpaid";
  const state = wasRefundedInFull(facts) ? "refunded" : "open";
  const isNew = await transact(shop, "sync", async (unit) => {
    const { tx } = unit;
    const known = await lockUnknownPayment(tx, paymentIntentId);
    if (known !== null && known.state !== "open") return false; // decided meanwhile
    await saveUnknownPayment(unit, { checkoutId, facts, state, because });
    await queueUnknownPaymentAlert(unit);
    return known === null;
  });
  const problemDetails = { paymentIntentId, checkoutId, problem: because.problem, skus: because.skus };
  if (isNew)
    shop.log.error(problemDetails, "a payment of this shop has no order, and it can't be made again");
  return "unknown";
}
