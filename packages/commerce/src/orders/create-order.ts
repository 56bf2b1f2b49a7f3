import type { Checkout, CheckoutLine, Track, Tx } from "@dualtrack/db";
import { copiedDetails } from "./customer-details.ts";
import { noteOnTimeline } from "./move-order.ts";

/** Makes the provisional order of a checkout, from our own snapshot alone. The caller holds the checkout's lock. */
export async function createProvisionalOrder(
  tx: Tx,
  {
    checkout,
    paymentIntentId,
    track,
    at,
  }: { checkout: Checkout & { lines: CheckoutLine[] }; paymentIntentId: string; track: Track; at: Date },
): Promise<{ id: string }> {
  const order = await tx.order.create({
    select: { id: true },
    data: {
      // The checkout's own id: should the order have to be made again from what Stripe has, its links still open it.
      id: checkout.id,
      ...(checkout.orderNumber === null ? {} : { number: checkout.orderNumber }),
      checkoutId: checkout.id,
      paymentIntentId,
      currency: checkout.currency,
      subtotalAmount: checkout.subtotalAmount,
      shippingAmount: checkout.shippingAmount,
      totalAmount: checkout.totalAmount,
      ...copiedDetails(checkout),
      placedAt: at,
      lines: {
        createMany: { data: checkout.lines.map(({ id: _, checkoutId: __, ...line }) => line) },
      },
    },
  });
  await noteOnTimeline(tx, order.id, { kind: "placed", track, stripeId: paymentIntentId, at });
  return order;
}
