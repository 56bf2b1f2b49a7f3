import { z } from "zod";
import { maxLineQuantity } from "./limits.ts";
import { oneLine } from "./text.ts";

const requiredText = (label: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, `${label} is missing`)
    .max(max, `${label} is too long: at most ${max} characters`)
    .regex(oneLine, `${label} has a character that can't be used`);

export const productBySlugInput = z.object({ slug: z.string().min(1).max(120) });

/** Sets how many of a variant the cart holds; 0 takes the line out. */
export const setCartLineInput = z.object({
  variantId: z.uuid(),
  quantity: z.number().int().min(0).max(maxLineQuantity),
});

/** Puts `quantity` more of a variant into the cart. */
export const addToCartInput = z.object({
  variantId: z.uuid(),
  quantity: z.number().int().min(1).max(maxLineQuantity).default(1),
});

/** Where goods are sent. Names follow Stripe's address object. */
export const shippingAddressSchema = z.object({
  line1: requiredText("Street and number", 200),
  line2: z.string().trim().max(200).regex(oneLine).default(""),
  postalCode: requiredText("Postal code", 20),
  city: requiredText("City", 100),
  state: z.string().trim().max(100).regex(oneLine).default(""),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/, "Choose a country"),
});
export type ShippingAddress = z.output<typeof shippingAddressSchema>;

export const contactSchema = z.object({
  email: z.email("This does not look like an e-mail address").max(254),
  name: requiredText("Name", 120),
});

/** The signed token of an order's address: `<order id>.<signature>`. */
const orderToken = z.string().min(1).max(200);

/** A checkout, and, where it is an order's that is paid another way, the proof that comes with the order's link. */
export const ownCheckoutInput = z.object({ checkoutId: z.uuid(), orderToken: orderToken.optional() });

/** An order whose payment failed is paid another way. */
export const resumeCheckoutInput = z.object({ orderToken });

/** Who buys and where it goes; sent just before the payment is confirmed. */
export const prepareCheckoutInput = ownCheckoutInput.extend({
  contact: contactSchema,
  shippingAddress: shippingAddressSchema,
});

/** The intent's client secret proves that this browser started the payment. */
export const placeOrderInput = z.object({
  paymentIntentId: z.string().regex(/^pi_\w{1,200}$/),
  clientSecret: z.string().min(1).max(300),
});

export const orderTokenInput = z.object({ token: orderToken });
