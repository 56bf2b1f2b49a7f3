import Stripe from "stripe";
import { bindLog } from "../bind-log.ts";
import type { Shop } from "../shop.ts";
import { stripeProblemText } from "../stripe/stripe-outage.ts";
import { planReversals, type ReversibleSale } from "./plan-reversals.ts";
import { NotRecordable, recordSale } from "./record-sale.ts";
import { reverseSale } from "./reverse-sale.ts";
import { findTaxRecords, type TaxRecordRow } from "./tax-record-rows.ts";
import { readRecordedLines, readTaxedParts, type TaxedPart } from "./taxed-part.ts";

/**
 * Records the documents of an order at Stripe Tax that are not recorded yet, in their order: a transaction for its invoice, less what was
 * cancelled before it was charged, reversals for its credit notes, and a new transaction for what takes a credit note back. A reference that Stripe accepts only once keeps each from being
 * recorded twice. What Stripe refuses waits for staff, and those after it with it; throws when Stripe fails, so that the queue retries.
 * @see https://docs.stripe.com/tax/custom#tax-transaction
 */
export async function recordTax(unbound: Shop, { orderId }: { orderId: string }): Promise<void> {
  const shop = bindLog(unbound, { orderId });
  const records = await findTaxRecords(shop, orderId);
  let sales: ReversibleSale[] = [];
  for (const record of records) {
    const parts = readTaxedParts(record.parts);
    try {
      if (record.invoice.kind === "credit_note") {
        const { reversals, left, isShort } = planReversals(sales, parts);
        sales = left;
        if (record.state !== "due") continue;
        if (isShort) throw new NotRecordable("Stripe's transactions have less left than this credit note");
        await recordAs(shop, record.id, { stripeIds: await reverseSale(shop, { ...record, reversals }) });
      } else if (record.state === "due") {
        const sale = begunSale(record) ?? (await recordSale(shop, { ...record, parts }));
        // What takes a credit note back is calculated for its parts, and may have another tax by today's rates.
        const isInvoice = record.invoice.kind === "invoice";
        const { uncharged, charged } = isInvoice
          ? withoutUncharged(sale, parts)
          : { uncharged: null, charged: sale };
        if (uncharged !== null) await beginRecord(shop, record.id, sale);
        const reversals = uncharged === null ? [] : [uncharged];
        const reference = `${record.reference}:uncharged`;
        const reversed = await reverseSale(shop, { ...record, reference, reversals });
        await recordAs(shop, record.id, {
          stripeIds: [sale.transactionId, ...reversed],
          lines: charged.lines,
        });
        sales = [...sales, charged];
      } else {
        const [transactionId] = record.stripeIds;
        if (transactionId !== undefined)
          sales = [...sales, { transactionId, lines: readRecordedLines(record.lines) }];
      }
    } catch (error) {
      await recordProblem(shop, record, error);
      return;
    }
  }
}

/** The transaction of a document whose reversal has not been made yet; null: nothing is made. */
function begunSale({ stripeIds, lines }: TaxRecordRow): ReversibleSale | null {
  const [transactionId] = stripeIds;
  return transactionId === undefined ? null : { transactionId, lines: readRecordedLines(lines) };
}

/**
 * What a transaction of an order's whole calculation has of a document, and what it has beyond, as units were cancelled before they were
 * charged; null: nothing.
 */
function withoutUncharged(
  { transactionId, lines }: ReversibleSale,
  parts: readonly TaxedPart[],
): { charged: ReversibleSale; uncharged: ReversibleSale | null } {
  const split = lines.map((line) => {
    const part = parts.find(({ position }) => position === line.position) ?? { amount: 0, taxAmount: 0 };
    const amount = Math.min(line.amount, part.amount);
    const taxAmount = Math.min(line.taxAmount, part.taxAmount);
    return {
      charged: { ...line, amount, taxAmount },
      uncharged: { ...line, amount: line.amount - amount, taxAmount: line.taxAmount - taxAmount },
    };
  });
  const beyond = split
    .map(({ uncharged }) => uncharged)
    .filter(({ amount, taxAmount }) => amount + taxAmount > 0);
  return {
    charged: { transactionId, lines: split.map(({ charged }) => charged) },
    uncharged: beyond.length === 0 ? null : { transactionId, lines: beyond },
  };
}

/** Stores the transaction before what it has beyond its document is reversed, so that it is not made again if that fails. */
async function beginRecord(shop: Shop, id: string, { transactionId, lines }: ReversibleSale): Promise<void> {
  await shop.db.taxRecord.updateMany({
    where: { id, state: "due" },
    data: { stripeIds: [transactionId], lines: [...lines] },
  });
}

async function recordAs(
  shop: Shop,
  id: string,
  data: { stripeIds: string[]; lines?: ReversibleSale["lines"] },
): Promise<void> {
  const { stripeIds, lines = [] } = data;
  await shop.db.taxRecord.updateMany({
    where: { id, state: "due" },
    data: {
      ...{ state: "recorded", recordedAt: shop.clock.now(), problem: null },
      ...{ stripeIds, lines: [...lines] },
    },
  });
}

/** Stores why a document is not recorded. Throws what the queue is to try again. */
async function recordProblem(
  shop: Shop,
  { id, problem: before }: TaxRecordRow,
  error: unknown,
): Promise<void> {
  const isRefusal =
    error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof NotRecordable;
  const isReplayed =
    error instanceof Stripe.errors.StripeIdempotencyError ||
    (error instanceof Stripe.errors.StripeAPIError && (error.statusCode ?? 0) >= 500);
  const problem = stripeProblemText(error);
  await shop.db.taxRecord.update({
    where: { id },
    data: {
      ...(isRefusal ? { problem } : {}),
      ...(isReplayed ? { sendNumber: { increment: 1 } } : {}),
    },
  });
  if (!isRefusal) throw error;
  if (problem !== before) shop.log.error({ err: error, problem }, "tax can't be recorded at Stripe");
}
