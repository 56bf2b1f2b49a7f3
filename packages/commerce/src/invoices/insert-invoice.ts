import { randomUUIDv7 } from "node:crypto";
import { type InvoiceKind, insertNumberedInvoice, type Prisma } from "@dualtrack/db";
import type { OrderRate } from "../currencies/base-amount.ts";
import { dayOf } from "../day-in-zone.ts";
import { sumTaxes } from "../pricing/tax-of.ts";
import type { ShopSettings } from "../settings/get-shop-settings.ts";
import { requestTaxRecord } from "../stripe-tax/request-tax-record.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { InvoiceDocument } from "./invoice-document.ts";
import { invoiceSeries } from "./invoice-series.ts";
import type { InvoiceTaxRow } from "./invoice-taxes.ts";

interface NewInvoice {
  kind: InvoiceKind;
  settings: ShopSettings;
  orderId: string;
  /** Of Stripe Tax, where it is recorded, too; null: the shop's table has taxed the order. */
  taxCalculationId: string | null;
  refundId: string | null;
  correctsId: string | null;
  taxPointAt: Date;
  /** The order's, of the day on which its checkout began: corrections keep it. */
  rate: OrderRate;
  /** As the report counts them; never negative. */
  taxRows: readonly InvoiceTaxRow[];
  document: Omit<InvoiceDocument, "issuedOn" | "taxes" | "taxAmount" | "totalAmount" | "baseTax">;
}

/**
 * Gives a document its number and stores it, with its taxes for the report. The series stays locked until the transaction ends, so
 * this comes last in it: the lock order ends here.
 */
export async function insertInvoice(unit: UnitOfWork, invoice: NewInvoice): Promise<void> {
  const { shop, tx, now } = unit;
  const { timeZone } = shop.settings;
  const { kind, orderId, refundId, correctsId, taxPointAt, rate, taxRows } = invoice;
  const { parts, currency, taxBehavior } = invoice.document;
  const taxes = sumTaxes(parts.flatMap((part) => part.taxes));
  const taxAmount = sumOf(taxes.map((tax) => tax.taxAmount));
  const totalAmount = sumOf(parts.map((part) => part.totalAmount));
  const baseTaxAmount = sumOfKnown(taxRows.map((tax) => tax.baseTaxAmount));
  const { baseCurrency, rate: exchangeRate } = rate;
  const document: InvoiceDocument = {
    ...invoice.document,
    issuedOn: dayOf(now, timeZone),
    ...{ taxes, taxAmount, totalAmount },
    baseTax:
      currency === baseCurrency || taxAmount === 0
        ? null
        : { currency: baseCurrency, exchangeRate, taxAmount: baseTaxAmount },
  };
  const { invoicePrefix, creditNotePrefix } = invoice.settings;
  const prefix = kind === "invoice" ? invoicePrefix : creditNotePrefix;
  const sign = kind === "credit_note" ? -1 : 1;
  const invoiceId = randomUUIDv7();
  await insertNumberedInvoice(tx, {
    series: await invoiceSeries(unit, { prefix, at: now, timeZone }),
    invoice: {
      id: invoiceId,
      ...{ kind, orderId, refundId, correctsId, currency, totalAmount, taxAmount, taxPointAt },
      ...{ baseCurrency, exchangeRate, baseTaxAmount },
      issuedAt: now,
      customerVatId: document.customer.vatId,
      document: document satisfies Prisma.InputJsonObject,
    },
    taxes: taxRows.map((tax, position) => ({
      ...{ invoiceId, position, jurisdiction: tax.jurisdiction, name: tax.name, rate: tax.rate },
      taxableAmount: sign * tax.taxableAmount,
      taxAmount: sign * tax.taxAmount,
      baseTaxableAmount: tax.baseTaxableAmount === null ? null : sign * tax.baseTaxableAmount,
      baseTaxAmount: tax.baseTaxAmount === null ? null : sign * tax.baseTaxAmount,
    })),
  });
  if (invoice.taxCalculationId === null) return;
  const ofRefund = refundId === null ? 0 : await tx.invoice.count({ where: { refundId } });
  await requestTaxRecord(unit, {
    ...{ invoiceId, orderId, reference: refundId === null ? orderId : `${refundId}:${ofRefund}` },
    parts: parts.map(({ position, totalAmount: paid, taxes: ofPart }) => {
      const ofTax = sumOf(ofPart.map((tax) => tax.taxAmount));
      return { position, amount: paid - (taxBehavior === "exclusive" ? ofTax : 0), taxAmount: ofTax };
    }),
  });
}

/** Null: one of them is not known. */
function sumOfKnown(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0);
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
