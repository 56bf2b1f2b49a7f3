import { formatOrderNumber, maxEvidence } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import { disputeView } from "../payment-state/dispute-view.ts";
import type { Shop } from "../shop.ts";
import { evidenceOf, retrieveDispute } from "../stripe/dispute-requests.ts";
import { draftVersionOf } from "./draft-version.ts";
import { evidenceRows, proposeEvidence } from "./propose-evidence.ts";

/**
 * The initial values of a dispute's form: the texts stored at Stripe, and a proposal for each field from order, shipments
 * and mails. DISPUTE_NOT_FOUND, PAYMENT_UNAVAILABLE.
 */
export async function getDisputeEvidence(shop: Shop, { disputeId }: { disputeId: string }) {
  const row = await shop.db.dispute.findUnique({
    where: { id: disputeId },
    include: {
      payment: {
        select: {
          methodType: true,
          checkout: { select: { clientIp: true, order: { include: evidenceRows } } },
        },
      },
    },
  });
  if (row === null) throw new DomainError("DISPUTE_NOT_FOUND", {});
  const { payment, ...dispute } = row;
  const { order, clientIp } = payment.checkout;
  const atStripe = await retrieveDispute(shop, disputeId);
  return {
    dispute: disputeView(shop, dispute, payment.methodType),
    order:
      order === null
        ? null
        : {
            number: formatOrderNumber(order.number),
            state: order.state,
            fulfilmentState: order.fulfilmentState,
          },
    /** The evidence at Stripe, saved here or in Stripe's dashboard. */
    draft: evidenceOf(atStripe),
    draftVersion: draftVersionOf(atStripe),
    /** Null: there is no order to make a proposal from. */
    proposal: order === null ? null : proposeEvidence(shop, order, { clientIp }),
    maxCharacters: maxEvidence,
  };
}
