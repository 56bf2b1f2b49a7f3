import type { TaxLine } from "@dualtrack/contract";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { type ChargedRows, chargedPartsOf } from "../payment-state/charge.ts";
import { effectiveRefunds, partialRefund } from "../payment-state/refundable.ts";
import { refundTaxes } from "../pricing/refund-taxes.ts";
import { taxesView } from "../pricing/taxes-view.ts";

/** The tax in each refund of an order, by its id. Refunds that failed, and what was never charged, give nothing back, so they have none. */
export function taxOfRefunds(order: FulfilledOrder & Pick<ChargedRows, "taxes">): Map<string, TaxLine[]> {
  const { currency, taxBehavior } = order;
  const refunds = effectiveRefunds(order)
    .filter(({ isUncaptured }) => !isUncaptured)
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const taxes = refundTaxes(chargedPartsOf(order), refunds.map(partialRefund), currency);
  return new Map(
    refunds.map(({ id }, place) => [id, taxesView({ taxBehavior, taxes: taxes[place] ?? [] }, currency)]),
  );
}
