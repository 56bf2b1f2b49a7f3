import { findQuote, type QuoteRow, type Tx } from "@dualtrack/db";

/** The quote that a payment was opened for. Every payment of ours has one, also when a later quote has followed. */
export async function quoteOfPayment(
  tx: Tx,
  { checkoutId, quoteNumber: number }: { checkoutId: string; quoteNumber: number },
): Promise<QuoteRow> {
  const quote = await findQuote(tx, { checkoutId, number });
  if (quote === null)
    throw new Error(`Checkout ${checkoutId} has no quote ${number}, which its payment names`);
  return quote;
}
