import type { Checkout, CheckoutLine } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";
import { copiedDetails } from "./customer-details.ts";
import { recordOnTimeline } from "./move-order.ts";

/** Makes the provisional order of a checkout, from our own snapshot alone. The caller holds the checkout's lock. */
export async function createProvisionalOrder(
  unit: UnitOfWork,
  { checkout, paymentIntentId }: { checkout: Checkout & { lines: CheckoutLine[] }; paymentIntentId: string },
): Promise<{ id: string }> {
  const { tx, now } = unit;
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
      discountAmount: checkout.discountAmount,
      shippingAmount: checkout.shippingAmount,
      taxAmount: checkout.taxAmount,
      totalAmount: checkout.totalAmount,
      ...copiedDetails(checkout),
      placedAt: now,
      lines: {
        createMany: { data: checkout.lines.map(({ id: _, checkoutId: __, ...line }) => line) },
      },
    },
  });
  await recordOnTimeline(unit, order.id, { kind: "placed", stripeId: paymentIntentId });
  return order;
}
