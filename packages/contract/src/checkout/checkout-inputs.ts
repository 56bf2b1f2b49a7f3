import { destinationSchema } from "../address/address.ts";
import { paymentLinkToken } from "../draft-orders/payment-link.ts";
import { orderToken } from "../orders/order-token.ts";
import { paymentPages } from "../settings/payment-pages.ts";
import { vatIdSchema } from "../tax/vat-id-schema.ts";
import { z } from "../zod.ts";
import { detailFields, refuseIncomplete } from "./checkout-details.ts";

/** A checkout of the cart, or of an order that is paid another way, which `orderToken` proves. */
export const ownCheckoutInput = z.object({ checkoutId: z.uuid(), orderToken: orderToken.optional() });

/** The same, or of what the shop has reserved for whoever has the link. */
export const payableCheckoutInput = ownCheckoutInput.extend({ linkToken: paymentLinkToken.optional() });

export const openPaymentLinkInput = z.object({ linkToken: paymentLinkToken });

/** The order whose payment failed, to be paid another way. */
export const resumeCheckoutInput = z.object({ orderToken });

/** The method that the customer has chosen; left out: none yet. */
const shippingMethodId = z.uuid().optional();

/** Where the customer wants the goods to go, or is if nothing is shipped, as far as it is entered, and how. */
export const quoteCheckoutInput = payableCheckoutInput.extend({
  destination: destinationSchema,
  shippingMethodId,
  /** Left out: a private person buys, or a business without one. */
  vatId: vatIdSchema.optional(),
});

/** Contact and addresses, and the quote that the customer has seen; sent just before the payment is confirmed. */
export const prepareCheckoutInput = payableCheckoutInput
  .extend({
    ...detailFields.shape,
    quoteNumber: z.int().positive().max(1_000_000),
    shippingMethodId,
    /** Whether a wallet pays that sends the delivery address to Stripe itself. */
    addressFromWallet: z.boolean().optional(),
    /** Where the customer wants to pay; left out: on the shop's page. Counts only if the shop lets them choose. */
    paymentPage: z.enum(paymentPages).optional(),
    /** If the payment comes when a booked time is not free any more: whether only that is refunded. Left out: all of the order is. */
    keepsRestIfLate: z.boolean().optional(),
    /** The browser's, as IANA names it: mails say booked times in it, too. One that the shop does not know is ignored. */
    timeZone: z.string().max(64).optional(),
  })
  .superRefine(refuseIncomplete);

const secret = z.string().min(1).max(300);

/** How long ago the browser was told that it has paid, or came back from another page, in ms. For figures alone; left out: not known. */
const sincePaidMs = z.int().min(0).max(600_000).optional();

/** The intent's client secret proves that this browser started the payment. */
const paidHereInput = z.object({
  paymentIntentId: z.string().regex(/^pi_\w{1,200}$/),
  clientSecret: secret,
  sincePaidMs,
});

/** The same of a payment on Stripe's page, with the secret that the shop has put into the address to come back to. */
const paidAtStripeInput = z.object({
  sessionId: z.string().regex(/^cs_\w{1,200}$/),
  sessionSecret: secret,
  sincePaidMs,
});

export const placeOrderInput = z.union([paidHereInput, paidAtStripeInput]);
