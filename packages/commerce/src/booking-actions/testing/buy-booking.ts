import { contact, payAtStripe, shippingAddress, type TestShop } from "@dualtrack/testkit";
import { addToCart, newCartToken, placeOrder, prepareCheckout, startCheckout } from "../../index.ts";
import { syncPayment } from "../../payments/sync-payment.ts";

/** A full hour of tomorrow or later, so many hours after the next one. */
export function hour(shop: TestShop, hours: number): Date {
  const hourMs = 60 * 60_000;
  return new Date((Math.ceil(shop.clock.now().getTime() / hourMs) + 24 + hours) * hourMs);
}

interface Wanted {
  variantId: string;
  startsAt?: Date;
  quantity?: number;
  /** The card that pays, if not the usual one. */
  card?: string;
  /** Of the browser that presses Pay. */
  timeZone?: string;
}

/** A paid order of these, or one that cost nothing, and its bookings by line. */
export async function buyBookings(shop: TestShop, ...wanted: Wanted[]) {
  const cartToken = newCartToken();
  for (const { quantity = 1, card: _, timeZone: __, ...item } of wanted)
    await addToCart(shop, { token: cartToken, quantity, ...item });
  const { id: checkoutId, quoteNumber } = await startCheckout(shop, { cartToken });
  const timeZone = wanted[0]?.timeZone;
  const details = { checkoutId, cartToken, quoteNumber, contact, shippingAddress, timeZone };
  const { payment } = await prepareCheckout(shop, details);
  if (payment !== null) {
    await payAtStripe(shop, payment.paymentIntentId, wanted[0]?.card);
    await placeOrder(shop, payment);
    await syncPayment(shop, { paymentIntentId: payment.paymentIntentId, track: "sync" });
  }
  const { id: orderId } = await shop.db.order.findFirstOrThrow({
    where: { checkoutId },
    select: { id: true },
  });
  const bookings = await shop.db.booking.findMany({ where: { checkoutId }, orderBy: { position: "asc" } });
  const [booking] = bookings;
  if (booking === undefined) throw new Error("Nothing is booked");
  const { id: bookingId, startsAt } = booking;
  return { orderId, paymentIntentId: payment?.paymentIntentId ?? "", bookings, bookingId, startsAt };
}
