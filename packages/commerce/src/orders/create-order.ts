import type { Checkout, CheckoutLine } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";
import { copiedDetails } from "./customer-details.ts";
import { recordOnTimeline } from "./move-order.ts";

/** Creates the provisional order of a checkout from the checkout's own data. The caller holds the checkout's lock. */
export async function createProvisionalOrder(
  unit: UnitOfWork,
  { checkout, paymentIntentId }: { checkout: Checkout & { lines: CheckoutLine[] }; paymentIntentId: string },
): Promise<{ id: string }> {
  const { tx, now } = unit;
  const order = await tx.order.create({
    select: { id: true },
    data: {
      // The checkout's id is used, so that the order's links work if it has to be restored from Stripe.
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
