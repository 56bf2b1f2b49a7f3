import { discountCodeSchema } from "../discounts/discount-code.ts";
import { z } from "../zod.ts";
import { maxLineQuantity } from "./cart-limits.ts";

/** Sets the quantity of a variant in the cart; 0 removes the line. */
export const setCartLineInput = z.object({
  variantId: z.uuid(),
  quantity: z.number().int().min(0).max(maxLineQuantity),
});

/** Adds `quantity` units of a variant to the cart. */
export const addToCartInput = z.object({
  variantId: z.uuid(),
  quantity: z.number().int().min(1).max(maxLineQuantity).default(1),
});

/** A code that the customer has entered. */
export const cartCodeInput = z.object({ code: discountCodeSchema });
