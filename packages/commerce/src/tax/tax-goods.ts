import type { TaxTableRow, Tx } from "@dualtrack/db";
import { stripeTaxEngine } from "./stripe-tax-engine.ts";
import { tableEngine } from "./table-engine.ts";
import type { TaxAnswers } from "./tax-answers.ts";
import type { TaxedGoods, Taxes } from "./tax-engine.ts";

/**
 * How goods are taxed by the shop's settings of now: `table`, those of their country and day. Stripe Tax is an answer to a question that was asked before the transaction;
 * `answers` null: it is not to be asked, as for carts, which are taxed by the table.
 *
 * TAX_UNAVAILABLE, DETAILS_REFUSED; throws TaxNotCalculated for a question that is still to be asked.
 */
export async function taxGoods(
  tx: Tx,
  goods: TaxedGoods,
  { table, answers }: { table: TaxTableRow; answers: TaxAnswers | null },
): Promise<Taxes> {
  const isFree = goods.shippingAmount === 0 && goods.lines.every(({ amount }) => amount === 0);
  if (table.engine === "table" || answers === null || isFree) return tableEngine(tx, goods, table);
  return stripeTaxEngine(answers)(tx, goods, table);
}
