import { z } from "../zod.ts";
import { maxLineQuantity } from "./cart-limits.ts";

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
