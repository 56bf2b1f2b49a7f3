import { arrivalText, hasShippedLine, taxLabel } from "@dualtrack/contract";
import type { LineItem, ShippingRate } from "@stripe/stripe-js";
import type { CheckoutView, ShippingOption } from "../../server/trpc.ts";

/** Stripe takes fewer than ten shipping rates. */
const maxRates = 9;

type PricedCheckout = Pick<
  CheckoutView,
  "lines" | "subtotal" | "discount" | "shipping" | "shippingMethod" | "taxes" | "total"
>;

/** The parts of the price for a wallet's sheet, in minor units. They add up to the total, or there are none. */
export function lineItemsOf({
  lines,
  subtotal,
  discount,
  shipping,
  taxes,
  total,
}: PricedCheckout): LineItem[] {
  const items = [
    { name: "Items", amount: subtotal.amount },
    ...(discount.amount === 0 ? [] : [{ name: "Discount", amount: -discount.amount }]),
    ...(hasShippedLine(lines) ? [{ name: "Shipping", amount: shipping.amount }] : []),
    ...taxes.filter((tax) => !tax.isIncluded).map((tax) => ({ name: taxLabel(tax), amount: tax.tax.amount })),
  ];
  // A part that is not known here must not stop the sheet: Stripe shows the total alone then.
  return items.reduce((sum, { amount }) => sum + amount, 0) === total.amount ? items : [];
}

/**
 * The shipping methods for a wallet's sheet, which chooses the first one: that of the quote. Without options (not known yet, or
 * an order that keeps its method) it is the quote's alone.
 */
export function shippingRatesOf(
  { shippingMethod, shipping }: PricedCheckout,
  options: readonly ShippingOption[],
): [ShippingRate, ...ShippingRate[]] {
  const rates = options.map(({ id, name: displayName, price, ...times }) =>
    rateOf({ id, amount: price.amount, displayName, arrival: arrivalText({ name: displayName, ...times }) }),
  );
  const quoted = rateOf({
    id: shippingMethod?.id ?? "shipping",
    amount: shipping.amount,
    displayName: shippingMethod?.name ?? "Shipping",
    arrival: shippingMethod && arrivalText(shippingMethod),
  });
  const chosen = rates.find(({ id }) => id === quoted.id) ?? quoted;
  return [chosen, ...rates.filter((rate) => rate !== chosen).slice(0, maxRates - 1)];
}

/** The method of a rate that `shippingRatesOf` has made; undefined: the quote's. */
export function methodIdOf(
  rate: ShippingRate | undefined,
  options: readonly ShippingOption[],
): string | undefined {
  return options.find(({ id }) => id === rate?.id)?.id;
}

function rateOf({
  arrival,
  ...rate
}: Omit<ShippingRate, "deliveryEstimate"> & { arrival: string | null }): ShippingRate {
  return arrival === null ? rate : { ...rate, deliveryEstimate: arrival };
}
