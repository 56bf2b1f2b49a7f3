import { insertQuote, type QuoteRow } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Makes this price the checkout's next quote, or that of a number which a restored database lacks. Answers its number. The caller holds
 * the checkout's lock.
 */
export function recordQuote(
  { tx, now }: UnitOfWork,
  { checkoutId, price, number }: { checkoutId: string; price: Omit<QuoteRow, "number">; number?: number },
): Promise<number> {
  return insertQuote(tx, {
    checkoutId,
    ...price,
    ...(number === undefined ? {} : { number }),
    quotedAt: now,
  });
}
