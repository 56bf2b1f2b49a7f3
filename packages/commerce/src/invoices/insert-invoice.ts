import { type InvoiceKind, nextInvoiceNumber, type Prisma } from "@dualtrack/db";
import { dayOf } from "../day-in-zone.ts";
import { sumTaxes } from "../pricing/tax-of.ts";
import { readShopSettings } from "../settings/get-shop-settings.ts";
import { requestTaxRecord } from "../stripe-tax/request-tax-record.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { InvoiceDocument, InvoicePart } from "./invoice-document.ts";
import { invoiceSeries } from "./invoice-series.ts";

interface NewInvoice {
  kind: InvoiceKind;
  orderId: string;
  /** Of Stripe Tax, where it is recorded, too; null: the shop's table has taxed the order. */
  taxCalculationId: string | null;
  refundId: string | null;
  correctsId: string | null;
  taxPointAt: Date;
  /** Where untaxed parts are counted, ISO 3166-1 alpha-2. */
  country: string;
  document: Omit<InvoiceDocument, "issuedOn" | "taxes" | "taxAmount" | "totalAmount">;
}

/**
 * Gives a document its number and stores it, with its taxes for the report. The series stays locked until the transaction ends, so
 * this comes last in it: the lock order ends here.
 */
export async function insertInvoice(unit: UnitOfWork, invoice: NewInvoice): Promise<void> {
  const { shop, tx, now } = unit;
  const { timeZone } = shop.settings;
  const { kind, orderId, refundId, correctsId, taxPointAt, country } = invoice;
  const { parts, currency, taxBehavior } = invoice.document;
  const taxes = sumTaxes(parts.flatMap((part) => part.taxes));
  const taxAmount = sumOf(taxes.map((tax) => tax.taxAmount));
  const totalAmount = sumOf(parts.map((part) => part.totalAmount));
  const issuedOn = dayOf(now, timeZone);
  const document: InvoiceDocument = { ...invoice.document, issuedOn, taxes, taxAmount, totalAmount };
  const { invoicePrefix, creditNotePrefix } = await readShopSettings(tx);
  const prefix = kind === "invoice" ? invoicePrefix : creditNotePrefix;
  const number = await nextInvoiceNumber(tx, await invoiceSeries(tx, { prefix, at: now, timeZone }));
  const sign = kind === "credit_note" ? -1 : 1;
  const { id: invoiceId } = await tx.invoice.create({
    select: { id: true },
    data: {
      ...{ kind, number, orderId, refundId, correctsId, currency, totalAmount, taxAmount, taxPointAt },
      issuedAt: now,
      customerVatId: document.customer.vatId,
      document: document satisfies Prisma.InputJsonObject,
      taxes: {
        createMany: {
          data: sumTaxes(parts.flatMap((part) => taxesOf(part, country))).map((tax, position) => ({
            ...{ position, jurisdiction: tax.jurisdiction, name: tax.name, rate: tax.rate },
            taxableAmount: sign * tax.taxableAmount,
            taxAmount: sign * tax.taxAmount,
          })),
        },
      },
    },
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

/** What is sold where the shop collects no tax stands in the report, too, under a tax without a name. */
function taxesOf({ taxes, totalAmount }: InvoicePart, country: string) {
  if (taxes.length > 0) return taxes;
  return [{ jurisdiction: country, name: "", rate: 0, taxableAmount: totalAmount, taxAmount: 0 }];
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
