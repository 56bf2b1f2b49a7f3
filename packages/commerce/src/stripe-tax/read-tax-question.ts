import { taxBehaviors } from "@dualtrack/contract";
import { z } from "zod";
import type { TaxQuestion } from "../tax/tax-answers.ts";

const amount = z.number().int();

const questionSchema = z.object({
  currency: z.string(),
  behavior: z.enum(taxBehaviors),
  destination: z.object({
    country: z.string(),
    state: z.string(),
    postalCode: z.string(),
    line1: z.string().exactOptional(),
    city: z.string().exactOptional(),
  }),
  lines: z.array(z.object({ taxCode: z.string().nullable(), quantity: amount, amount })),
  shipping: z.object({ taxCode: z.string(), amount }),
  vatId: z.string().nullable(),
});

/** What Stripe Tax was asked, as `tax_calculation` has stored it. */
export function readTaxQuestion(stored: unknown): TaxQuestion {
  return questionSchema.parse(stored);
}
