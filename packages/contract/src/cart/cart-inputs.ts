import { instant } from "../day.ts";
import { discountCodeSchema } from "../discounts/discount-code.ts";
import { z } from "../zod.ts";
import { maxLineQuantity } from "./cart-limits.ts";

/** What a line is of. */
const item = {
  variantId: z.uuid(),
  /** When a bookable service begins; left out for everything else. */
  startsAt: instant.transform((at) => new Date(at)).optional(),
};

/** Sets the quantity of a variant in the cart; 0 removes the line. */
export const setCartLineInput = z.object({
  ...item,
  quantity: z.number().int().min(0).max(maxLineQuantity),
});

/** Adds `quantity` units of a variant to the cart. */
export const addToCartInput = z.object({
  ...item,
  quantity: z.number().int().min(1).max(maxLineQuantity).default(1),
});

/** A code that the customer has entered. */
export const cartCodeInput = z.object({ code: discountCodeSchema });
