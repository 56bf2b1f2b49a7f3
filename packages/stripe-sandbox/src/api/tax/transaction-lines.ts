import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam } from "../../stripe/errors.ts";
import type { TaxTransaction, TaxTransactionLineItem } from "../../stripe/stripe-types.ts";

/** The ids of a transaction's lines in order, and of the transactions that reverse it. */
export interface TransactionPrivate {
  lines: string[];
  reversals: string[];
}

/** The lines of a tax transaction, in the order of its calculation. */
export function transactionLines(context: SandboxContext, id: string): TaxTransactionLineItem[] {
  const { lines = [] } = context.store.findPrivate<TransactionPrivate>(id) ?? {};
  return lines.flatMap((line) => context.store.find("tax.transaction_line_item", line) ?? []);
}

/** Writes a transaction with its lines. "The reference must be unique across all transactions, including reversals." */
export function storeTransaction(
  work: UnitOfWork,
  transaction: TaxTransaction,
  lines: readonly TaxTransactionLineItem[],
): void {
  if (isTaken(work, transaction.reference))
    throw badParam(
      "reference",
      `A tax transaction with the reference '${transaction.reference}' exists already. References are unique across all transactions.`,
      "resource_already_exists",
    );
  for (const line of lines) work.store.insert(line, null, transaction.created);
  const hidden: TransactionPrivate = { lines: lines.map(({ id }) => id), reversals: [] };
  work.store.insert(transaction, hidden, transaction.created);
}

function isTaken(context: SandboxContext, reference: string): boolean {
  const { data } = context.store.list({ type: "tax.transaction", equals: { reference }, limit: 1 });
  return data.length > 0;
}
