import type { InvoiceKind } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";

export const viewedInvoices = {
  orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
  select: { kind: true, number: true, totalAmount: true, issuedAt: true },
} satisfies Prisma.Order$invoicesArgs;

/** A document for the order's pages. */
export function invoiceView(
  { kind, number, totalAmount, issuedAt }: Viewed,
  currency: string,
): { kind: InvoiceKind; number: string; total: { amount: number; currency: string }; issuedAt: string } {
  return { kind, number, total: { amount: totalAmount, currency }, issuedAt: issuedAt.toISOString() };
}

type Viewed = Prisma.InvoiceGetPayload<{ select: (typeof viewedInvoices)["select"] }>;
