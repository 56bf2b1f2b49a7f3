import type { TaxLine } from "@dualtrack/contract";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { effectiveRefunds, uncapturedRefunds } from "../payment-state/refundable.ts";
import { refundTaxes } from "../pricing/refund-taxes.ts";
import type { PartialRefund } from "../pricing/take-refund.ts";
import type { TaxOfRate } from "../pricing/tax-of.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { chargedParts } from "../pricing/uncaptured-parts.ts";

interface StoredTax extends TaxOfRate {
  /** Of the order's line; null: of shipping. */
  position: number | null;
}

/** The tax in each refund of an order, by its id. Refunds that failed, and what was never charged, give nothing back, so they have none. */
export function taxOfRefunds(order: FulfilledOrder & { taxes: StoredTax[] }): Map<string, TaxLine[]> {
  const { currency, taxBehavior, shippingAmount, shippingTaxAmount } = order;
  const taxesAt = (position: number | null) => order.taxes.filter((tax) => tax.position === position);
  const parts = order.lines.map(({ id, quantity, totalAmount, position }) => ({
    ...{ id, quantity, totalAmount },
    taxes: taxesAt(position),
  }));
  const shipping = {
    id: "shipping",
    quantity: 1,
    totalAmount: shippingAmount + (taxBehavior === "exclusive" ? shippingTaxAmount : 0),
    taxes: taxesAt(null),
  };
  const refunds = effectiveRefunds(order)
    .filter(({ isUncaptured }) => !isUncaptured)
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const cancellations = uncapturedRefunds(order).map(partialRefund);
  const taxes = refundTaxes(
    chargedParts([...parts, shipping], cancellations, currency),
    refunds.map(partialRefund),
    currency,
  );
  return new Map(
    refunds.map(({ id }, place) => [id, taxesView({ taxBehavior, taxes: taxes[place] ?? [] }, currency)]),
  );
}

function partialRefund({ amount, lines }: ReturnType<typeof effectiveRefunds>[number]): PartialRefund {
  return { amount, lines: lines.map(({ orderLineId: id, quantity }) => ({ id, quantity })) };
}
