import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { refundedQuantity } from "../payment-state/refundable.ts";

interface FailedRefund {
  createdAt: Date;
  lines: { orderLineId: string; quantity: number; restock: boolean }[];
}

/**
 * The failed refund's goods, but those that another refund names by now. What has been sent since it failed is with the
 * customer, and so does not go back to stock by itself.
 */
export function goodsStillDue(order: FulfilledOrder, { lines, createdAt }: FailedRefund) {
  const sentSince = new Set(
    order.shipments
      .filter(({ shippedAt }) => shippedAt > createdAt)
      .flatMap((parcel) => parcel.lines.map(({ orderLineId }) => orderLineId)),
  );
  return lines
    .map(({ orderLineId, quantity, restock }) => {
      const bought = order.lines.find(({ id }) => id === orderLineId)?.quantity ?? 0;
      const left = bought - refundedQuantity(order, orderLineId);
      return {
        orderLineId,
        quantity: Math.min(quantity, left),
        restock: restock && !sentSince.has(orderLineId),
      };
    })
    .filter(({ quantity }) => quantity > 0);
}
