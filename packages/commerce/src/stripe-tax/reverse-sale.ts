import { formatOrderNumber } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import type { ReversibleSale } from "./plan-reversals.ts";
import type { TaxRecordRow } from "./tax-record-rows.ts";

/**
 * Reverses lines of an order's transactions as a credit note says, and answers the reversals' ids.
 * @see https://docs.stripe.com/api/tax/transactions/create_reversal
 */
export async function reverseSale(
  shop: Shop,
  { reference: base, sendNumber, order, reversals }: TaxRecordRow & { reversals: ReversibleSale[] },
): Promise<string[]> {
  const ids: string[] = [];
  for (const [place, { transactionId, lines }] of reversals.entries()) {
    const reference = place === 0 ? base : `${base}:${place + 1}`;
    const items = lines.flatMap(({ position, lineId, amount, taxAmount }) =>
      lineId === null
        ? []
        : [
            {
              ...{ original_line_item: lineId, reference: String(position), quantity: 1 },
              ...{ amount: 0 - amount, amount_tax: 0 - taxAmount },
            },
          ],
    );
    const shipping = lines.find(({ position }) => position === null);
    const { id } = await shop.stripe.tax.transactions.createReversal(
      {
        mode: "partial",
        original_transaction: transactionId,
        reference,
        metadata: { order: formatOrderNumber(order.number) },
        ...(items.length === 0 ? {} : { line_items: items }),
        ...(shipping === undefined
          ? {}
          : { shipping_cost: { amount: 0 - shipping.amount, amount_tax: 0 - shipping.taxAmount } }),
      },
      { idempotencyKey: `tax:${reference}:${sendNumber}` },
    );
    ids.push(id);
  }
  return ids;
}
