import { z } from "zod";

const amount = z.number().int();

const tax = z.object({
  jurisdiction: z.string(),
  name: z.string(),
  /** Parts per million. */
  rate: z.number().int(),
  taxableAmount: amount,
  taxAmount: amount,
});

const part = z.object({
  /** Of the order's line; null: of shipping. */
  position: z.number().int().nullable(),
  title: z.string(),
  /** Of a credit note, the units that it is for; 0: it takes from the price of no particular unit. */
  quantity: z.number().int(),
  /** Null: the units have no price of their own. */
  unitAmount: amount.nullable(),
  /** Taken off all its units. */
  discountAmount: amount,
  /** What is paid for it, or goes back of it, tax included. */
  totalAmount: amount,
  taxes: z.array(tax),
});
export type InvoicePart = z.output<typeof part>;

/** Everything that an invoice or a correction says. Amounts are minor units and never negative; days are the shop's. */
const documentSchema = z.object({
  seller: z.object({
    name: z.string(),
    address: z.array(z.string()),
    vatId: z.string().nullable(),
    email: z.string(),
    phone: z.string().nullable(),
  }),
  customer: z.object({
    name: z.string().nullable(),
    address: z.array(z.string()),
    email: z.string().nullable(),
    /** The business that buys; null: a private person does. */
    company: z.string().nullable().default(null),
    vatId: z.string().nullable(),
  }),
  /** Name and address; null: the customer's, or not known. */
  deliverTo: z.array(z.string()).nullable(),
  orderNumber: z.string(),
  orderedOn: z.string(),
  issuedOn: z.string(),
  currency: z.string(),
  taxBehavior: z.enum(["inclusive", "exclusive"]),
  parts: z.array(part),
  /** The taxes of all parts by rate. */
  taxes: z.array(tax),
  taxAmount: amount,
  totalAmount: amount,
  /**
   * The tax in the base currency, as Article 230 of Directive 2006/112/EC asks for, and what one unit of that cost; both null: no rate is
   * known. Null: it is charged in the base currency, or there is no tax.
   */
  baseTax: z
    .object({ currency: z.string(), exchangeRate: z.string().nullable(), taxAmount: amount.nullable() })
    .nullable()
    .default(null),
  /** What it corrects; null: it is an invoice. */
  corrects: z.object({ number: z.string(), issuedOn: z.string() }).nullable(),
  footer: z.string(),
});
export type InvoiceDocument = z.output<typeof documentSchema>;

/** Reads a stored document. */
export function readInvoiceDocument(stored: unknown): InvoiceDocument {
  return documentSchema.parse(stored);
}
