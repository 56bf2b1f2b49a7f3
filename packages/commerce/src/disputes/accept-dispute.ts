import { DomainError } from "../domain-error.ts";
import { type Actor, noteAudit } from "../operations/audit-log.ts";
import { closeDispute, retrieveDispute } from "../payments/dispute-requests.ts";
import type { Shop } from "../shop.ts";
import { claimDispute } from "./claim-dispute.ts";
import { findDisputedOrder } from "./find-disputed-order.ts";
import { syncDispute } from "./sync-dispute.ts";

/**
 * Accepts a dispute: the customer keeps the money, for good, and the fee stays paid. An inquiry is not accepted but
 * refunded. Accepting twice is once. DISPUTE_NOT_FOUND, DISPUTE_NOT_ANSWERABLE, PAYMENT_UNAVAILABLE.
 */
export async function acceptDispute(
  shop: Shop,
  { disputeId, by }: { disputeId: string; by: Actor },
): Promise<void> {
  const { dispute, subject } = await findDisputedOrder(shop, disputeId);
  const { paymentIntentId } = dispute;
  const { status, amount, currency } = await retrieveDispute(shop, disputeId);
  if (status === "lost") return syncDispute(shop, { paymentIntentId, disputeId });
  if (status !== "needs_response") {
    const because = status.startsWith("warning_") ? "inquiry" : "closed";
    throw new DomainError("DISPUTE_NOT_ANSWERABLE", {
      because: status === "under_review" ? "submitted" : because,
    });
  }
  const unclaim = await claimDispute(shop, { disputeId, by: by.name });
  if (unclaim === null) return;
  try {
    await closeDispute(shop, disputeId);
  } catch (error) {
    await unclaim();
    throw error;
  }
  await noteAudit(shop, {
    ...{ by, action: "dispute.accept", subject },
    before: { dispute: disputeId, status },
    after: { dispute: disputeId, status: "lost", lost: { amount, currency } },
  });
  await syncDispute(shop, { paymentIntentId, disputeId });
}
