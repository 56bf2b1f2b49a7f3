import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { isAutomatic, isUnsuccessfulRefund, keptQuantity } from "../payment-state/refundable.ts";
import { whyNoRetry } from "./why-no-retry.ts";

/** All refunds of an order's payments for staff, the oldest first. */
export function refundViews(order: FulfilledOrder) {
  return order.checkout.payments
    .flatMap((payment) => payment.refunds.map((refund) => ({ payment, refund })))
    .sort((one, other) => one.refund.createdAt.getTime() - other.refund.createdAt.getTime())
    .map(({ payment, refund }) => ({
      id: refund.id,
      amount: { amount: refund.amount, currency: refund.currency },
      state: refund.state,
      reason: refund.reason,
      note: refund.note,
      by: refund.requestedBy,
      /** The shop has decided it by itself, and it is not sent: staff can have it sent while automatic refunds are switched off. */
      isAutomatic: refund.state === "requested" && isAutomatic(refund),
      isMadeAtStripe: refund.isMadeAtStripe,
      /** It was cancelled before it was charged, or left out of the capture: no money went back. */
      isUncaptured: refund.isUncaptured,
      createdAt: refund.createdAt.toISOString(),
      stripeRefundId: refund.stripeRefundId,
      failureReason: refund.failureReason,
      retryOfId: refund.retryOfId,
      /** Set if staff have paid the customer outside Stripe after it failed. */
      paidAnotherWay:
        refund.paidAnotherWayAt === null || refund.paidAnotherWayBy === null
          ? null
          : {
              at: refund.paidAnotherWayAt.toISOString(),
              by: refund.paidAnotherWayBy,
              note: refund.paidAnotherWayNote ?? "",
            },
      /** Set if it is waived: the customer keeps the goods. */
      waived:
        refund.waivedAt === null || refund.waivedBy === null
          ? null
          : { at: refund.waivedAt.toISOString(), by: refund.waivedBy, note: refund.waivedNote ?? "" },
      /** Why it can't be retried; null if it can. */
      whyNoRetry: whyNoRetry(payment, refund),
      /** Whether staff have to decide about its goods. */
      asksForGoods: asksForGoods(order, refund),
      goodsDecidedBy: refund.goodsDecidedBy,
      lines: refund.lines.map(({ orderLineId, quantity, restock, restockedQuantity }) => ({
        orderLineId,
        quantity,
        restock,
        restockedQuantity,
      })),
    }));
}

type AnyRefund = FulfilledOrder["checkout"]["payments"][number]["refunds"][number];

/** Whether the refund was made at Stripe, where it has no goods, and there are units without a decision. */
export function asksForGoods(order: FulfilledOrder, refund: AnyRefund): boolean {
  return (
    refund.isMadeAtStripe &&
    refund.goodsDecidedAt === null &&
    refund.paymentIntentId === order.paymentIntentId &&
    !isUnsuccessfulRefund(refund) &&
    order.lines.some((line) => keptQuantity(order, line) > 0)
  );
}
