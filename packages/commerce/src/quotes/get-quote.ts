import { findQuote, type QuoteRow, type Tx } from "@dualtrack/db";

/** A quote that must exist: a checkout's current one, or that which a payment names. A later quote does not change it. */
export async function getQuote(
  tx: Tx,
  { checkoutId, quoteNumber: number }: { checkoutId: string; quoteNumber: number },
): Promise<QuoteRow> {
  const quote = await findQuote(tx, { checkoutId, number });
  if (quote === null) throw new Error(`Checkout ${checkoutId} has no quote ${number}`);
  return quote;
}
