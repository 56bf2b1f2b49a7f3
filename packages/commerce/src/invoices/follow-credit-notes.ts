import { orderRate } from "../currencies/base-amount.ts";
import { isPaidAnotherWay } from "../payment-state/refundable.ts";
import { taxesOfShare } from "../pricing/refund-taxes.ts";
import { takeRefund } from "../pricing/take-refund.ts";
import { settingsOf } from "../settings/get-shop-settings.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { insertInvoice } from "./insert-invoice.ts";
import { type InvoicePart, readInvoiceDocument } from "./invoice-document.ts";
import { type InvoiceTaxRow, invoiceTaxes } from "./invoice-taxes.ts";
import { countryOf, headOf, type InvoicedOrder, type IssuedInvoice } from "./invoiced-order.ts";

type OrderRefund = InvoicedOrder["checkout"]["payments"][number]["refunds"][number];

/**
 * Issues what the refunds of an order lack: a credit note for each that has succeeded or was paid another way, and a reversal of
 * the credit note of each that failed afterwards. What was never charged is not on the invoice, so it has none. Without an invoice there is nothing to correct. The caller holds the
 * checkout's lock. Answers whether it issued anything.
 */
export async function followCreditNotes(unit: UnitOfWork, order: InvoicedOrder): Promise<boolean> {
  const invoice = order.invoices.find(({ kind }) => kind === "invoice");
  if (invoice === undefined) return false;
  const refunds = order.checkout.payments
    .filter(({ paymentIntentId }) => paymentIntentId === order.paymentIntentId)
    .flatMap((payment) => payment.refunds)
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  for (const refund of refunds.filter(({ isUncaptured }) => !isUncaptured)) {
    const standing = standingCreditNote(order.invoices, refund.id);
    const isRefunded = refund.state === "succeeded" || isPaidAnotherWay(refund);
    if (isRefunded === (standing !== null)) continue;
    if (standing === null) await issueCreditNote(unit, order, { invoice, refund });
    else await reverseCreditNote(unit, order, standing);
    return true;
  }
  return false;
}

/** The credit note of a refund that is not reversed; null if there is none. */
function standingCreditNote(invoices: readonly IssuedInvoice[], refundId: string): IssuedInvoice | null {
  const own = invoices.filter((each) => each.refundId === refundId);
  const reversed = new Set(own.map(({ correctsId, kind }) => (kind === "reversal" ? correctsId : null)));
  return own.find(({ id, kind }) => kind === "credit_note" && !reversed.has(id)) ?? null;
}

async function issueCreditNote(
  unit: UnitOfWork,
  order: InvoicedOrder,
  { invoice, refund }: { invoice: IssuedInvoice; refund: OrderRefund },
): Promise<void> {
  const { number, issuedOn, parts } = readInvoiceDocumentOf(invoice);
  const credited = parts.map((part) => creditedOf(order.invoices, part));
  const units = parts.map(({ position }) => unitsOf(order, refund, position));
  const taken = takeRefund(
    parts.map(({ position, quantity, totalAmount }, index) => ({
      ...{ id: String(position), quantity, totalAmount },
      left: totalAmount - (credited[index]?.totalAmount ?? 0),
      refundedQuantity: credited[index]?.quantity ?? 0,
    })),
    {
      amount: refund.amount,
      lines: parts.map(({ position }, index) => ({ id: String(position), quantity: units[index] ?? 0 })),
    },
    order.currency,
  );
  const returned = parts.map((part, index): InvoicePart => {
    const before = credited[index] ?? { totalAmount: 0, quantity: 0, taxes: [] };
    const totalAmount = taken[index] ?? 0;
    return {
      ...{ position: part.position, title: part.title, quantity: units[index] ?? 0 },
      ...{ unitAmount: null, discountAmount: 0, totalAmount },
      taxes: taxesOfShare(part, before.totalAmount + totalAmount).map((tax, place) => ({
        ...tax,
        // What earlier ones credited counts as it stands there, so that all together are the invoice's tax.
        taxAmount: Math.max(0, tax.taxAmount - (before.taxes[place]?.taxAmount ?? 0)),
        taxableAmount: Math.max(0, tax.taxableAmount - (before.taxes[place]?.taxableAmount ?? 0)),
      })),
    };
  });
  const settings = await settingsOf(unit);
  const stated = returned.filter(({ totalAmount }) => totalAmount > 0);
  const rate = orderRate(invoice);
  await insertInvoice(unit, {
    ...{ kind: "credit_note", settings },
    orderId: order.id,
    taxCalculationId: order.taxCalculationId,
    refundId: refund.id,
    correctsId: invoice.id,
    taxPointAt: unit.now,
    rate,
    taxRows: invoiceTaxes(stated, {
      ...{ country: countryOf(order), currency: order.currency, rate },
      before: order.invoices.filter(({ kind }) => kind !== "invoice").flatMap(creditedTaxes),
    }),
    document: {
      ...headOf(unit.shop, settings, order),
      parts: stated,
      corrects: { number, issuedOn },
    },
  });
}

async function reverseCreditNote(
  unit: UnitOfWork,
  order: InvoicedOrder,
  creditNote: IssuedInvoice,
): Promise<void> {
  const { number, issuedOn, parts } = readInvoiceDocumentOf(creditNote);
  const settings = await settingsOf(unit);
  await insertInvoice(unit, {
    ...{ kind: "reversal", settings },
    orderId: order.id,
    taxCalculationId: order.taxCalculationId,
    refundId: creditNote.refundId,
    correctsId: creditNote.id,
    taxPointAt: unit.now,
    rate: orderRate(creditNote),
    taxRows: creditedTaxes(creditNote),
    document: {
      ...headOf(unit.shop, settings, order),
      parts,
      corrects: { number, issuedOn },
    },
  });
}

/** The taxes that a document credits: of a credit note positive, of what reverses one negative. */
function creditedTaxes({ taxes }: IssuedInvoice): InvoiceTaxRow[] {
  return taxes.map(({ jurisdiction, name, rate, ...tax }) => ({
    ...{ jurisdiction, name, rate, taxableAmount: -tax.taxableAmount, taxAmount: -tax.taxAmount },
    baseTaxableAmount: tax.baseTaxableAmount === null ? null : -Number(tax.baseTaxableAmount),
    baseTaxAmount: tax.baseTaxAmount === null ? null : -Number(tax.baseTaxAmount),
  }));
}

function readInvoiceDocumentOf({ number, document }: IssuedInvoice) {
  return { number, ...readInvoiceDocument(document) };
}

/** What the credit notes so far have taken back of a part of the invoice, without those that are reversed. */
function creditedOf(invoices: readonly IssuedInvoice[], { position, taxes }: InvoicePart) {
  const sum = { totalAmount: 0, quantity: 0, taxes: taxes.map(() => ({ taxAmount: 0, taxableAmount: 0 })) };
  for (const invoice of invoices) {
    if (invoice.kind === "invoice") continue;
    const sign = invoice.kind === "credit_note" ? 1 : -1;
    const part = readInvoiceDocument(invoice.document).parts.find((each) => each.position === position);
    if (part === undefined) continue;
    sum.totalAmount += sign * part.totalAmount;
    sum.quantity += sign * part.quantity;
    sum.taxes = sum.taxes.map((tax, place) => ({
      taxAmount: tax.taxAmount + sign * (part.taxes[place]?.taxAmount ?? 0),
      taxableAmount: tax.taxableAmount + sign * (part.taxes[place]?.taxableAmount ?? 0),
    }));
  }
  return sum;
}

/** The units of a line that a refund is for. */
function unitsOf(order: InvoicedOrder, { lines }: OrderRefund, position: number | null): number {
  const line = position === null ? undefined : order.lines.find((each) => each.position === position);
  return lines
    .filter(({ orderLineId }) => orderLineId === line?.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
