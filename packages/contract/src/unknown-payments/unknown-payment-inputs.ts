import { z } from "../zod.ts";

/** The payment that staff decide about. */
export const unknownPaymentInput = z.object({ paymentIntentId: z.string().regex(/^pi_\w{1,200}$/) });
