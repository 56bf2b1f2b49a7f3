import type { UnitOfWork } from "../unit-of-work.ts";
import { insertInvoice } from "./insert-invoice.ts";
import { countryOf, headOf, type InvoicedOrder, partsOf } from "./invoiced-order.ts";

/** Issues the invoice of a confirmed order that has none. The caller holds the checkout's lock. */
export async function issueInvoice(
  unit: UnitOfWork,
  order: InvoicedOrder & { confirmedAt: Date },
): Promise<void> {
  await insertInvoice(unit, {
    kind: "invoice",
    orderId: order.id,
    taxCalculationId: order.taxCalculationId,
    refundId: null,
    correctsId: null,
    taxPointAt: order.confirmedAt,
    country: countryOf(order),
    document: { ...(await headOf(unit.shop, unit.tx, order)), parts: partsOf(order), corrects: null },
  });
}
