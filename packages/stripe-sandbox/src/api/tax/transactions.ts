import type { SandboxContext } from "../../context/sandbox-context.ts";
import type { Includable } from "../../http/expand.ts";
import { type PageParams, pageParams, paginateItems } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing } from "../../stripe/errors.ts";
import type { Stripe, TaxTransaction, TaxTransactionLineItem } from "../../stripe/stripe-types.ts";
import { createReversal } from "./create-reversal.ts";
import { createFromCalculation } from "./create-transaction.ts";
import { transactionLines } from "./transaction-lines.ts";

/** A tax transaction. @throws `resource_missing`, 404 or (when a parameter names it) 400 */
function getTransaction(context: SandboxContext, id: string): TaxTransaction {
  const found = context.store.find("tax.transaction", id);
  if (!found) throw missing("tax_transaction", id);
  return found;
}

function listLines(context: SandboxContext, id: string, params: PageParams) {
  getTransaction(context, id);
  return paginateItems<TaxTransactionLineItem>(
    transactionLines(context, id),
    params,
    `/v1/tax/transactions/${id}/line_items`,
  );
}

export const transactionRoutes = [
  route<Stripe.Tax.TransactionCreateFromCalculationParams>(
    "POST",
    "/v1/tax/transactions/create_from_calculation",
    (work, { params }) => createFromCalculation(work, params),
    { covers: ["calculation", "reference", "metadata", "posted_at"] },
  ),
  route<Stripe.Tax.TransactionCreateReversalParams>(
    "POST",
    "/v1/tax/transactions/create_reversal",
    (work, { params }) => createReversal(work, params),
    {
      covers: [
        "mode",
        "original_transaction",
        "reference",
        "flat_amount",
        "line_items",
        "metadata",
        "shipping_cost",
      ],
    },
  ),
  route("GET", "/v1/tax/transactions/{id}", (work, { id }) => getTransaction(work, id), { covers: [] }),
  route<Stripe.Tax.TransactionListLineItemsParams>(
    "GET",
    "/v1/tax/transactions/{id}/line_items",
    (work, { id, params }) => listLines(work, id, params),
    { covers: [...pageParams] },
  ),
];

/** What a transaction shows only when asked. */
export const includableInTransactions: Record<string, Includable> = {
  "tax.transaction.line_items": (context, { id }) => listLines(context, id, {}),
};
