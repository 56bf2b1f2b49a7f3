import { checkoutDetailsSchema } from "./checkout-details.ts";
import { maxLineQuantity } from "./limits.ts";
import { z } from "./zod.ts";

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

/** The signed token of an order's address: `<order id>.<signature>`. */
const orderToken = z.string().min(1).max(200);

/** A checkout, and, where it is an order's that is paid another way, the proof that comes with the order's link. */
export const ownCheckoutInput = z.object({ checkoutId: z.uuid(), orderToken: orderToken.optional() });

/** An order whose payment failed is paid another way. */
export const resumeCheckoutInput = z.object({ orderToken });

/** Who buys and where it goes; sent just before the payment is confirmed. */
export const prepareCheckoutInput = ownCheckoutInput.extend(checkoutDetailsSchema.shape);

/** The intent's client secret proves that this browser started the payment. */
export const placeOrderInput = z.object({
  paymentIntentId: z.string().regex(/^pi_\w{1,200}$/),
  clientSecret: z.string().min(1).max(300),
});

export const orderTokenInput = z.object({ token: orderToken });
