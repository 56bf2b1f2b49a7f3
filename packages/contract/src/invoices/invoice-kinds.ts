export const invoiceKinds = ["invoice", "credit_note", "reversal"] as const;
export type InvoiceKind = (typeof invoiceKinds)[number];

/** What is issued about a refund. */
export const refundDocuments = ["credit_note", "reversal"] as const satisfies InvoiceKind[];
export type RefundDocument = (typeof refundDocuments)[number];

/** What each is called, to customers and staff. */
export const invoiceKindLabels: Record<InvoiceKind, string> = {
  invoice: "Invoice",
  credit_note: "Credit note",
  reversal: "Reversal of a credit note",
};

/** The most documents in one ZIP: each is made while it is sent, so a longer list is taken in parts. */
export const maxZippedInvoices = 2_000;
