import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { closeDispute, retrieveDispute } from "../stripe/dispute-requests.ts";
import { findDisputedOrder, isAnsweredBy } from "./find-disputed-order.ts";
import { recordAnswer, sendAnswer } from "./send-answer.ts";
import { syncDispute } from "./sync-dispute.ts";

/**
 * Accepts a dispute: the customer keeps the money and the fee is not returned. Inquiries can't be accepted, only refunded.
 * A repeated call changes nothing. DISPUTE_NOT_FOUND, DISPUTE_NOT_ANSWERABLE, PAYMENT_UNAVAILABLE.
 */
export async function acceptDispute(
  shop: Shop,
  { disputeId, by }: { disputeId: string; by: Actor },
): Promise<void> {
  const { dispute, subject } = await findDisputedOrder(shop, disputeId);
  const { status, amount, currency } = await retrieveDispute(shop, disputeId);
  const answer = {
    ...{
      disputeId,
      paymentIntentId: dispute.paymentIntentId,
      by,
      action: "dispute.accept" as const,
      subject,
    },
    before: { dispute: disputeId, status: dispute.status },
    after: { dispute: disputeId, status: "lost", lost: { amount, currency } },
  };
  if (status === "lost")
    return (await isAnsweredBy(shop, disputeId, by.name))
      ? recordAnswer(shop, answer)
      : syncDispute(shop, { paymentIntentId: dispute.paymentIntentId, disputeId });
  if (status !== "needs_response") {
    const because = status.startsWith("warning_") ? "inquiry" : "closed";
    throw new DomainError("DISPUTE_NOT_ANSWERABLE", {
      because: status === "under_review" ? "submitted" : because,
    });
  }
  await sendAnswer(shop, answer, () => closeDispute(shop, disputeId));
}
