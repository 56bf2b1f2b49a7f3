import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Stripe, TaxTransaction, TaxTransactionLineItem } from "../../stripe/stripe-types.ts";
import { getCalculation, linesOf } from "./calculations.ts";
import { storeTransaction } from "./transaction-lines.ts";

/** Records the tax of a sale that has happened, from its calculation. */
export function createFromCalculation(
  work: UnitOfWork,
  params: Stripe.Tax.TransactionCreateFromCalculationParams,
): TaxTransaction {
  const calculation = getCalculation(work, params.calculation, "calculation");
  const now = work.clock.seconds();
  const transaction: TaxTransaction = {
    id: newId("tax"),
    object: "tax.transaction",
    created: now,
    currency: calculation.currency,
    customer: calculation.customer,
    customer_details: calculation.customer_details,
    livemode: false,
    metadata: params.metadata ? mergeMetadata({}, params.metadata) : null,
    posted_at: params.posted_at ?? now,
    reference: params.reference,
    reversal: null,
    ship_from_details: calculation.ship_from_details,
    shipping_cost: calculation.shipping_cost,
    tax_date: calculation.tax_date,
    type: "transaction",
  };
  const lines = linesOf(work, calculation.id).map(
    ({ performance_location: _, ...line }): TaxTransactionLineItem => ({
      ...line,
      id: newId("tax_li"),
      object: "tax.transaction_line_item",
      reversal: null,
      type: "transaction",
    }),
  );
  storeTransaction(work, transaction, lines);
  return transaction;
}
