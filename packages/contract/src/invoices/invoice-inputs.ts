import { day } from "../day.ts";
import { searchText } from "../text/search-text.ts";
import { z } from "../zod.ts";
import { invoiceKinds, refundDocuments } from "./invoice-kinds.ts";

const invoiceFilter = z.object({
  /** The beginning of a number, or what finds its order. */
  q: searchText.optional(),
  kind: z.enum(invoiceKinds).optional(),
  /** Days of issue. */
  from: day.optional(),
  to: day.optional(),
});
export type InvoiceFilter = z.output<typeof invoiceFilter>;

export const listInvoicesInput = invoiceFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListInvoices = z.output<typeof listInvoicesInput>;

export const countInvoicesInput = invoiceFilter;

/** Files of all invoices that match, oldest first. */
export const exportInvoicesInput = invoiceFilter;

export const invoiceNumberSchema = z.string().regex(/^[A-Z0-9._-]{1,12}\d{4}-(?:R\d{4}-)?\d{5,9}$/);

/** A document about a refund, as its mail links it. */
export const refundDocumentSchema = z.object({ kind: z.enum(refundDocuments), refundId: z.uuid() });
