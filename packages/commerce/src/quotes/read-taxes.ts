import type { Prisma } from "@dualtrack/db";
import { z } from "zod";

const taxesSchema = z.array(
  z.object({
    jurisdiction: z.string(),
    name: z.string(),
    rate: z.number(),
    taxableAmount: z.number(),
    taxAmount: z.number(),
  }),
);

/** The taxes that a quote has stored for a line or for shipping. */
export function readTaxes(stored: Prisma.JsonValue): z.output<typeof taxesSchema> {
  return taxesSchema.parse(stored);
}
