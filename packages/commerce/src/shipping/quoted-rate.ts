import { tableRateReasons } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { z } from "zod";

const service = {
  carrier: z.string(),
  service: z.string(),
  /** The stored answer of carriers that decided; null: none did. */
  answerId: z.string().nullable(),
};

const quotedRateSchema = z.discriminatedUnion("source", [
  z.object({
    ...service,
    source: z.literal("live"),
    /** What the carrier asks, in minor units of its currency. */
    cost: z.object({ amount: z.number(), currency: z.string() }),
    /** The carrier service's ids of it, one for each parcel. */
    ids: z.array(z.string()),
  }),
  z.object({ ...service, source: z.literal("table"), reason: z.enum(tableRateReasons) }),
]);

/** Where the price of a method with a carrier's price comes from: the carrier, or the method's own rates. */
export type QuotedRate = z.output<typeof quotedRateSchema>;

/** Reads it from a stored method; null: the method has no carrier's price. It is for staff: customers don't read what carriers ask. */
export function readQuotedRate(storedMethod: Prisma.JsonValue | undefined): QuotedRate | null {
  const method = z.object({ rate: quotedRateSchema }).safeParse(storedMethod);
  return method.success ? method.data.rate : null;
}
