import { z } from "../zod.ts";

/** The signed token of an order's address: `<order id>.<signature>`. */
export const orderToken = z.string().min(1).max(200);

export const orderTokenInput = z.object({ token: orderToken });
