import { randomUUIDv7 } from "node:crypto";
import type { CurrencyTerms } from "@dualtrack/contract";
import { insertCheckout, insertQuote, type Prisma, type QuoteRow, type Tx } from "@dualtrack/db";
import { termsColumns } from "./checkout-terms.ts";

export type SnapshotLine = Omit<
  Required<Prisma.CheckoutLineCreateManyInput>,
  "id" | "position" | "checkoutId"
>;

type Columns = Omit<
  Prisma.CheckoutCreateManyInput,
  "quoteNumber" | "createdAt" | "currency" | "baseCurrency" | "exchangeRate" | "priceStep" | "priceEnding"
>;

interface NewCheckout extends Columns {
  terms: CurrencyTerms;
  createdAt: Date;
  /** Its first quote, whose lines have what was bought, too. */
  price: Omit<QuoteRow, "number" | "lines"> & {
    /** A restored checkout keeps the number that its payment names. */
    number?: number;
    lines: (SnapshotLine & QuoteRow["lines"][number])[];
  };
}

/**
 * Creates a checkout with its lines and its quote. The caller reserves their units, and queues the job that ends the
 * checkout.
 */
export async function createCheckout(
  tx: Tx,
  { price, terms, ...checkout }: NewCheckout,
): Promise<{ id: string }> {
  const { lines, number = 1, ...sums } = price;
  const { id = randomUUIDv7() } = checkout;
  await insertCheckout(tx, {
    ...{ ...checkout, id, ...termsColumns(terms), quoteNumber: number },
    lines: snapshotRows(id, lines),
  });
  await insertQuote(tx, { checkoutId: id, number, ...sums, quotedAt: checkout.createdAt, lines });
  return { id };
}

/** The rows of a new checkout's lines. */
export function snapshotRows(checkoutId: string, lines: readonly (SnapshotLine & { position: number })[]) {
  return lines.map((line) => ({ id: randomUUIDv7(), checkoutId, ...snapshotOf(line) }));
}

/** Without what the quote keeps of a line, and what it was priced by. */
function snapshotOf(line: SnapshotLine & { position: number }): SnapshotLine & { position: number } {
  const { variantId, kind, startsAt, tracksStock, position, productTitle, artist, variantTitle, sku } = line;
  const { downloadLimit, unitAmount, quantity, amount } = line;
  const goods = { variantId, kind, startsAt, tracksStock, position, productTitle, artist, variantTitle, sku };
  return { ...goods, downloadLimit, unitAmount, quantity, amount };
}
