import { orderRate } from "../currencies/base-amount.ts";
import { settingsOf } from "../settings/get-shop-settings.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { insertInvoice } from "./insert-invoice.ts";
import { invoiceTaxes } from "./invoice-taxes.ts";
import { countryOf, headOf, type InvoicedOrder, partsOf } from "./invoiced-order.ts";

/** Issues the invoice of a paid order that has none. The caller holds the checkout's lock. */
export async function issueInvoice(unit: UnitOfWork, order: InvoicedOrder & { paidAt: Date }): Promise<void> {
  const settings = await settingsOf(unit);
  const rate = orderRate(order);
  const parts = partsOf(order);
  await insertInvoice(unit, {
    ...{ kind: "invoice", settings },
    orderId: order.id,
    taxCalculationId: order.taxCalculationId,
    refundId: null,
    correctsId: null,
    taxPointAt: order.paidAt,
    rate,
    taxRows: invoiceTaxes(parts, {
      ...{ country: countryOf(order), currency: order.currency, rate, before: [] },
    }),
    document: { ...headOf(unit.shop, settings, order), parts, corrects: null },
  });
}
