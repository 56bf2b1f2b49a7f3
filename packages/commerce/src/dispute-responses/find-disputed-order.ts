import { formatOrderNumber } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** The stored dispute with its order, and the subject of its audit entries. DISPUTE_NOT_FOUND. */
export async function findDisputedOrder(shop: Shop, disputeId: string) {
  const dispute = await shop.db.dispute.findUnique({
    where: { id: disputeId },
    include: {
      payment: { select: { checkout: { select: { order: { select: { id: true, number: true } } } } } },
    },
  });
  if (dispute === null) throw new DomainError("DISPUTE_NOT_FOUND", {});
  const { order } = dispute.payment.checkout;
  return { dispute, order, subject: order === null ? disputeId : formatOrderNumber(order.number) };
}

/**
 * Whether this person has answered the dispute. To be asked once Stripe has said that it is answered: another request of theirs may have done
 * that since the dispute was read.
 */
export async function isAnsweredBy(shop: Shop, disputeId: string, name: string): Promise<boolean> {
  return (await shop.db.dispute.count({ where: { id: disputeId, answeredBy: name } })) === 1;
}
