import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { allocate } from "../../core/allocate.ts";
import { newId } from "../../core/ids.ts";
import { badParam, missing, refusal } from "../../stripe/errors.ts";
import { type MetadataParam, mergeMetadata } from "../../stripe/metadata.ts";
import type { Stripe, TaxTransaction, TaxTransactionLineItem } from "../../stripe/stripe-types.ts";
import { storeTransaction, type TransactionPrivate, transactionLines } from "./transaction-lines.ts";

type Params = Stripe.Tax.TransactionCreateReversalParams;

/** Minor units, negative, as they appear in a reversal. */
interface Amounts {
  amount: number;
  amount_tax: number;
}

/** What of an original may still be reversed: its lines and its shipping, positive. */
interface Remaining {
  lines: { line: TaxTransactionLineItem; left: Amounts }[];
  shipping: (Amounts & { behavior: string }) | null;
}

/**
 * Takes back the tax of a sale, all of it or a part, after a refund. Partial reversals may follow each other until
 * nothing is left. https://docs.stripe.com/tax/custom#reversals
 */
export function createReversal(work: UnitOfWork, params: Params): TaxTransaction {
  const original = work.store.find("tax.transaction", params.original_transaction);
  if (!original) throw missing("tax_transaction", params.original_transaction, "original_transaction");
  if (original.type === "reversal")
    throw refusal("You cannot reverse a reversal. Create a new transaction instead.", {
      param: "original_transaction",
    });
  const remaining = remainingOf(work, original);
  if (totalOf(remaining) === 0 && reversalsOf(work, original).length > 0)
    throw refusal(`The transaction ${original.id} has already been fully reversed.`, {
      param: "original_transaction",
    });
  const { lines, shipping } =
    params.mode === "full" ? reverseAll(work, original, params, remaining) : reversePart(params, remaining);
  const now = work.clock.seconds();
  const reversal: TaxTransaction = {
    ...original,
    id: newId("tax"),
    created: now,
    metadata: params.metadata ? mergeMetadata({}, params.metadata) : null,
    posted_at: now,
    reference: params.reference,
    reversal: { original_transaction: original.id },
    shipping_cost: original.shipping_cost && shipping ? { ...original.shipping_cost, ...shipping } : null,
    type: "reversal",
  };
  storeTransaction(work, reversal, lines);
  const hidden = work.store.findPrivate<TransactionPrivate>(original.id);
  if (!hidden) throw new Error(`${original.id} has lost its lines`);
  work.store.update(original, { ...hidden, reversals: [...hidden.reversals, reversal.id] });
  return reversal;
}

function reversalsOf(work: UnitOfWork, { id }: TaxTransaction): TaxTransaction[] {
  const { reversals = [] } = work.store.findPrivate<TransactionPrivate>(id) ?? {};
  return reversals.flatMap((one) => work.store.find("tax.transaction", one) ?? []);
}

function remainingOf(work: UnitOfWork, original: TaxTransaction): Remaining {
  const reversals = reversalsOf(work, original);
  const reversed = reversals.flatMap(({ id }) => transactionLines(work, id));
  const less = (whole: Amounts, parts: readonly (Amounts | null)[]): Amounts =>
    parts.reduce<Amounts>(
      (left, part) => ({
        amount: left.amount + (part?.amount ?? 0),
        amount_tax: left.amount_tax + (part?.amount_tax ?? 0),
      }),
      { amount: whole.amount, amount_tax: whole.amount_tax },
    );
  return {
    lines: transactionLines(work, original.id).map((line) => ({
      line,
      left: less(
        line,
        reversed.filter(({ reversal }) => reversal?.original_line_item === line.id),
      ),
    })),
    shipping: original.shipping_cost && {
      behavior: original.shipping_cost.tax_behavior,
      ...less(
        original.shipping_cost,
        reversals.map(({ shipping_cost }) => shipping_cost),
      ),
    },
  };
}

/** What the customer paid of it: with the tax that came on top. */
function paid({ amount, amount_tax }: Amounts, behavior: string): number {
  return behavior === "inclusive" ? amount : amount + amount_tax;
}

function totalOf({ lines, shipping }: Remaining): number {
  const amounts = [...lines.map(({ left }) => left), ...(shipping ? [shipping] : [])];
  return amounts.reduce((sum, { amount, amount_tax }) => sum + amount + amount_tax, 0);
}

function reverseAll(work: UnitOfWork, original: TaxTransaction, params: Params, remaining: Remaining) {
  for (const name of ["line_items", "shipping_cost", "flat_amount"] as const)
    if (params[name] !== undefined)
      throw badParam(name, `You cannot pass \`${name}\` when \`mode\` is \`full\`.`);
  if (reversalsOf(work, original).length > 0)
    throw refusal(
      `The transaction ${original.id} has been partially reversed, so it cannot be fully reversed. Reverse what is left with \`mode\` \`partial\`.`,
      { param: "mode" },
    );
  return {
    lines: remaining.lines.map(({ line, left }) =>
      reversalLine(line, negative(left), { reference: line.reference, quantity: line.quantity }),
    ),
    shipping: remaining.shipping && negative(remaining.shipping),
  };
}

function reversePart(params: Params, remaining: Remaining) {
  if (params.flat_amount !== undefined) return reverseFlat(params, params.flat_amount, remaining);
  if (!params.line_items?.length && !params.shipping_cost)
    throw badParam(
      "line_items",
      "With `mode` `partial`, you must provide `line_items`, `shipping_cost` or `flat_amount`.",
      "parameter_missing",
    );
  const lines = (params.line_items ?? []).map((given, index) => {
    const at = `line_items[${index}]`;
    const found = remaining.lines.find(({ line }) => line.id === given.original_line_item);
    if (!found)
      throw missing("tax_transaction_line_item", given.original_line_item, `${at}[original_line_item]`);
    takeFrom(found.left, given, at);
    return reversalLine(found.line, given, {
      reference: given.reference,
      quantity: given.quantity ?? found.line.quantity,
      metadata: given.metadata,
    });
  });
  if (!params.shipping_cost) return { lines, shipping: null };
  if (!remaining.shipping)
    throw badParam("shipping_cost", "The original transaction has no shipping cost to reverse.");
  takeFrom(remaining.shipping, params.shipping_cost, "shipping_cost");
  const { amount, amount_tax } = params.shipping_cost;
  return { lines, shipping: { amount, amount_tax } };
}

/** Counts a reversal against what is left, so that two lines of one request cannot take the same money. */
function takeFrom(left: Amounts, given: Amounts, param: string): void {
  for (const name of ["amount", "amount_tax"] as const) {
    if (given[name] > 0)
      throw badParam(`${param}[${name}]`, "The amount to reverse must be negative or zero.");
    if (-given[name] > left[name])
      throw badParam(
        `${param}[${name}]`,
        `The amount to reverse (${-given[name]}) is greater than what is left to reverse (${left[name]}).`,
      );
    left[name] += given[name];
  }
}

/** Spreads an amount with its taxes over everything that is left, in proportion to what was paid for it. */
function reverseFlat(params: Params, flat: number, remaining: Remaining) {
  for (const name of ["line_items", "shipping_cost"] as const)
    if (params[name] !== undefined)
      throw badParam(
        "flat_amount",
        `You may only specify one of these parameters: flat_amount, ${name}.`,
        "parameters_exclusive",
      );
  if (flat >= 0) throw badParam("flat_amount", "The amount to reverse must be negative.");
  const { lines, shipping } = remaining;
  const parts = [
    ...lines.map(({ line, left }) => ({ left, behavior: line.tax_behavior })),
    ...(shipping ? [{ left: shipping, behavior: shipping.behavior }] : []),
  ];
  const weights = parts.map(({ left, behavior }) => paid(left, behavior));
  const total = weights.reduce((sum, one) => sum + one, 0);
  if (-flat > total)
    throw badParam(
      "flat_amount",
      `The amount to reverse (${-flat}) is greater than what is left to reverse (${total}).`,
    );
  const shares = allocate(-flat, weights);
  const amounts = parts.map(({ left, behavior }, index): Amounts => {
    const share = shares[index] ?? 0;
    const whole = weights[index] ?? 0;
    const tax = whole === 0 ? 0 : Math.round((share * left.amount_tax) / whole);
    return { amount: behavior === "inclusive" ? -share : -(share - tax), amount_tax: -tax };
  });
  return {
    lines: lines.map(({ line }, index) =>
      reversalLine(line, amounts[index] ?? { amount: 0, amount_tax: 0 }, {
        reference: line.reference,
        quantity: line.quantity,
      }),
    ),
    shipping: shipping ? (amounts.at(-1) ?? null) : null,
  };
}

function negative({ amount, amount_tax }: Amounts): Amounts {
  // Not `-amount`: that makes -0 of 0.
  return { amount: 0 - amount, amount_tax: 0 - amount_tax };
}

function reversalLine(
  original: TaxTransactionLineItem,
  { amount, amount_tax }: Amounts,
  more: { reference: string; quantity: number; metadata?: MetadataParam },
): TaxTransactionLineItem {
  return {
    ...original,
    id: newId("tax_li"),
    amount,
    amount_tax,
    metadata: more.metadata ? mergeMetadata({}, more.metadata) : null,
    quantity: more.quantity,
    reference: more.reference,
    reversal: { original_line_item: original.id },
    type: "reversal",
  };
}
