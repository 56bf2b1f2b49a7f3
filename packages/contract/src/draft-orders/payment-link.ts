import { z } from "../zod.ts";

/** The signed token of a payment link: `<draft order id>.<number of the link>.<signature>`. */
export const paymentLinkToken = z.string().min(1).max(200);
