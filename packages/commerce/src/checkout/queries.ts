import { contactSchema, shippingAddressSchema } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { hashCartToken } from "../cart/cart-token.ts";
import { DomainError } from "../domain-error.ts";
import { maxHoldExtensions, type Shop } from "../shop.ts";
import { lineFields, lineView } from "./line-view.ts";

const checkoutFields = {
  id: true,
  state: true,
  cartId: true,
  ownerHash: true,
  currency: true,
  subtotalAmount: true,
  shippingAmount: true,
  totalAmount: true,
  email: true,
  name: true,
  shippingAddress: true,
  orderNumber: true,
  paymentIntentId: true,
  clientSecret: true,
  createdAt: true,
  expiresAt: true,
  extensions: true,
  endedBy: true,
  order: { select: { id: true, state: true } },
  lines: { orderBy: { position: "asc" }, select: lineFields },
} as const;

/** A checkout that the holder of this cart token started. CHECKOUT_NOT_FOUND, also when it is somebody else's. */
export async function getOwnCheckout(
  shop: Shop,
  { checkoutId, cartToken }: { checkoutId: string; cartToken: string },
) {
  const checkout = await findCheckout(shop.db, checkoutId);
  if (checkout === null || checkout.ownerHash !== hashCartToken(cartToken))
    throw new DomainError("CHECKOUT_NOT_FOUND", {});
  return checkout;
}

export function findCheckout(tx: Tx, checkoutId: string) {
  return tx.checkout.findUnique({ where: { id: checkoutId }, select: checkoutFields });
}

export type CheckoutRow = NonNullable<Awaited<ReturnType<typeof findCheckout>>>;

/** The checkout as its customer's browser needs it. Times are ISO instants; `serverNow` lets it count down. */
export function checkoutView(shop: Shop, checkout: CheckoutRow) {
  if (checkout.paymentIntentId === null || checkout.clientSecret === null)
    throw new Error(`Checkout ${checkout.id} has no PaymentIntent`);
  const money = (amount: number) => ({ amount, currency: checkout.currency });
  const contact = contactSchema.safeParse({ email: checkout.email, name: checkout.name });
  const address = shippingAddressSchema.safeParse(checkout.shippingAddress);
  return {
    id: checkout.id,
    state: checkout.state,
    lines: checkout.lines.map((line) => lineView(line, money)),
    subtotal: money(checkout.subtotalAmount),
    shipping: money(checkout.shippingAmount),
    total: money(checkout.totalAmount),
    expiresAt: checkout.expiresAt.toISOString(),
    serverNow: shop.clock.now().toISOString(),
    canExtend: checkout.extensions < maxHoldExtensions,
    paymentIntentId: checkout.paymentIntentId,
    clientSecret: checkout.clientSecret,
    contact: contact.success ? contact.data : null,
    shippingAddress: address.success ? address.data : null,
  };
}
