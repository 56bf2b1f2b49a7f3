import type { Prisma } from "@dualtrack/db";
import { z } from "zod";
import type { QuotedRate } from "./quoted-rate.ts";
import type { ShippingOption } from "./shipping-options.ts";

const quotedMethodSchema = z.object({
  /** It may have been deleted since. */
  id: z.string(),
  name: z.string(),
  isPickup: z.boolean(),
  /** Calendar days of the shop; null: no date was promised. */
  arrives: z.object({ from: z.string(), to: z.string() }).nullable(),
});

/** A shipping method as a quote offered it: quotes and orders keep it, whatever becomes of the method. */
export type QuotedMethod = z.output<typeof quotedMethodSchema>;

/** What a quote keeps of the option, with the source of a carrier's price. */
export function quotedMethod(option: ShippingOption): QuotedMethod & { rate?: QuotedRate } {
  const { methodId: id, name, isPickup, arrives, rate } = option;
  return { id, name, isPickup, arrives, ...(rate === null ? {} : { rate }) };
}

/** Reads the stored method, as customers may see it; null: there is none. */
export function readQuotedMethod(stored: Prisma.JsonValue | undefined): QuotedMethod | null {
  return quotedMethodSchema.safeParse(stored).data ?? null;
}
