import { insertQuote, type QuoteRow } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/** Makes this price the checkout's next quote. Answers its number. The caller holds the checkout's lock. */
export function recordQuote(
  { tx, now }: UnitOfWork,
  { checkoutId, price }: { checkoutId: string; price: Omit<QuoteRow, "number"> },
): Promise<number> {
  return insertQuote(tx, { checkoutId, ...price, quotedAt: now });
}
