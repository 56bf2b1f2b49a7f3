import type { Actor } from "../actor.ts";
import { followInvoices } from "../invoices/follow-invoices.ts";
import { isFailedRefund } from "../payment-state/refundable.ts";
import { failRefund } from "../refunds/fail-refund.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { lockRefund } from "./lock-refund.ts";
import { requestRetry } from "./request-retry.ts";

/** Stripe's code for what it does not have. */
const failureReason = "resource_missing";

interface SendMissingRefund {
  refundId: string;
  /** The id of the refund that takes its place. */
  requestId: string;
  by: Actor;
}

/**
 * A refund of the books that Stripe does not have: it counts as failed, and another one is sent in its place, with the same amount, reason
 * and goods. A repeated call changes nothing. REFUND_NOT_FOUND.
 */
export function sendMissingRefund(shop: Shop, { refundId, requestId, by }: SendMissingRefund): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { payment, refund } = await lockRefund(unit.tx, refundId);
    if (isFailedRefund(refund) || refund.state === "requested") return;
    await failRefund(unit, { refundId, failureReason });
    await requestRetry(unit, { refund, requestId });
    await followInvoices(unit, { checkoutId: payment.checkoutId, mayIssue: () => false });
  });
}
