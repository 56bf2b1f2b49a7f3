import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { refundedQuantity } from "../payment-state/refundable.ts";

interface FailedRefund {
  createdAt: Date;
  lines: { orderLineId: string; quantity: number; restock: boolean }[];
}

/**
 * The failed refund's goods without those that another refund names now. Units that have shipped since are with the
 * customer, so they do not return to stock automatically.
 */
export function goodsStillDue(order: FulfilledOrder, { lines, createdAt }: FailedRefund) {
  const shippedSince = new Set(
    order.shipments
      .filter(({ shippedAt }) => shippedAt > createdAt)
      .flatMap((shipment) => shipment.lines.map(({ orderLineId }) => orderLineId)),
  );
  return lines
    .map(({ orderLineId, quantity, restock }) => {
      const bought = order.lines.find(({ id }) => id === orderLineId)?.quantity ?? 0;
      const left = bought - refundedQuantity(order, orderLineId);
      return {
        orderLineId,
        quantity: Math.min(quantity, left),
        restock: restock && !shippedSince.has(orderLineId),
      };
    })
    .filter(({ quantity }) => quantity > 0);
}
