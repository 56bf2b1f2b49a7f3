import { formatOrderNumber } from "@dualtrack/contract";
import Stripe from "stripe";
import type { Shop } from "../shop.ts";
import type { TaxQuestion } from "../tax/tax-answers.ts";
import { calculateTax } from "./calculate-tax.ts";
import { readTaxQuestion } from "./read-tax-question.ts";
import type { TaxRecordRow } from "./tax-record-rows.ts";
import type { RecordedLine, TaxedPart } from "./taxed-part.ts";

/** A document can't be recorded at Stripe: staff do it there by hand. */
export class NotRecordable extends Error {}

type RecordedSale = Omit<TaxRecordRow, "parts"> & { parts: TaxedPart[] };

/** The most lines of one page. */
const pageLines = 100;

/**
 * Makes a transaction of the order's calculation. After Stripe has forgotten that, and for goods whose refund failed, it is calculated anew.
 */
export async function recordSale(
  shop: Shop,
  record: RecordedSale,
): Promise<{ transactionId: string; lines: RecordedLine[] }> {
  const { order, invoice } = record;
  if (invoice.kind === "invoice" && order.taxCalculationId !== null) {
    try {
      return await createTransaction(shop, record, order.taxCalculationId);
    } catch (error) {
      if (!isForgotten(error)) throw error;
    }
  }
  return createTransaction(shop, record, await calculateAnew(shop, record));
}

/** Whether Stripe does not have the calculation any more: it keeps one for 90 days. */
function isForgotten(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === "resource_missing" &&
    error.param === "calculation"
  );
}

/** The id of a calculation of the document's parts by the rates of today; of an invoice, only if they amount to the same tax. */
async function calculateAnew(shop: Shop, { order, invoice, parts }: RecordedSale): Promise<string> {
  const known = await shop.db.taxCalculation.findFirst({
    where: { id: order.taxCalculationId ?? "", checkoutId: order.checkoutId },
    select: { question: true },
  });
  if (known === null) throw new NotRecordable("what Stripe Tax was asked is not known any more");
  const question = readTaxQuestion(known.question);
  const { id, taxes } = await calculateTax(shop, aboutParts(question, parts));
  const taxAt = (position: number | null) =>
    (position === null ? taxes.shipping : (taxes.lines[position] ?? [])).reduce(
      (sum, { taxAmount }) => sum + taxAmount,
      0,
    );
  const differs = parts.some(({ position, taxAmount }) => taxAt(position) !== taxAmount);
  if (invoice.kind === "invoice" && differs)
    throw new NotRecordable("the calculation has expired, and today's rates give another tax");
  return id;
}

function aboutParts(question: TaxQuestion, parts: readonly TaxedPart[]): TaxQuestion {
  const amountAt = (place: number | null) => parts.find(({ position }) => position === place)?.amount ?? 0;
  return {
    ...question,
    lines: question.lines.map((line, place) => ({ ...line, amount: amountAt(place) })),
    shipping: { ...question.shipping, amount: amountAt(null) },
  };
}

async function createTransaction(
  shop: Shop,
  { reference, sendNumber, order }: RecordedSale,
  calculation: string,
): Promise<{ transactionId: string; lines: RecordedLine[] }> {
  const { transactions } = shop.stripe.tax;
  const { id, line_items, shipping_cost } = await transactions.createFromCalculation(
    {
      calculation,
      reference,
      metadata: { order: formatOrderNumber(order.number) },
      expand: ["line_items"],
    },
    { idempotencyKey: `tax:${reference}:${calculation}:${sendNumber}` },
  );
  // An expanded list has its first page only.
  const items =
    line_items?.has_more === false
      ? line_items.data
      : (await transactions.listLineItems(id, { limit: pageLines })).data;
  return {
    transactionId: id,
    lines: [
      ...items.map((item) => ({
        ...{ position: Number(item.reference), lineId: item.id },
        ...{ amount: item.amount, taxAmount: item.amount_tax },
      })),
      ...(shipping_cost === null
        ? []
        : [
            {
              ...{ position: null, lineId: null },
              ...{ amount: shipping_cost.amount, taxAmount: shipping_cost.amount_tax },
            },
          ]),
    ],
  };
}
