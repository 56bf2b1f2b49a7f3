import { orderToken } from "../orders/order-token.ts";
import { z } from "../zod.ts";
import { checkoutDetailsSchema } from "./checkout-details.ts";

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
