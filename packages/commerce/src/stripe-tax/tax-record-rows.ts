import type { InvoiceKind } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** Documents of one moment: an invoice comes before what corrects it. */
const kindOrder: Record<InvoiceKind, number> = { invoice: 0, credit_note: 1, reversal: 2 };

/** The documents of an order that are recorded at Stripe Tax, or are to be, in their order. */
export async function findTaxRecords(shop: Shop, orderId: string) {
  const records = await shop.db.taxRecord.findMany({
    where: { orderId },
    include: {
      invoice: { select: { kind: true, taxPointAt: true } },
      order: { select: { number: true, checkoutId: true, taxCalculationId: true } },
    },
  });
  return records.toSorted(
    (a, b) =>
      a.createdAt.getTime() - b.createdAt.getTime() ||
      kindOrder[a.invoice.kind] - kindOrder[b.invoice.kind] ||
      (a.id < b.id ? -1 : 1),
  );
}

export type TaxRecordRow = Awaited<ReturnType<typeof findTaxRecords>>[number];
