import { amountStep, type TaxBehavior } from "@dualtrack/contract";
import { applyDiscounts, type CartDiscount } from "./apply-discounts.ts";
import { sumTaxes, type TaxOfRate, type TaxRate, taxOf } from "./tax-of.ts";

interface Priced {
  /** Price of one unit, in minor units. */
  unitAmount: number;
  quantity: number;
  /** Left out: no tax. */
  taxRates?: readonly TaxRate[];
  /** What a service has computed for the price after discounts, instead of rates. */
  taxes?: readonly TaxOfRate[];
}

interface PricedShipping {
  /** Minor units. */
  amount: number;
  /** Taken off it, in minor units; at most the amount is. */
  discountAmount?: number;
  taxRates?: readonly TaxRate[];
  taxes?: readonly TaxOfRate[];
}

interface PricedCart<Line, Discount> {
  currency: string;
  /** Left out: prices contain their tax. */
  taxBehavior?: TaxBehavior;
  lines: readonly Line[];
  /** On goods, in the order of application; each is allocated by the prices after those before it. */
  discounts?: readonly Discount[];
  /** Left out: nothing is shipped. */
  shipping?: PricedShipping;
}

/**
 * Prices a cart, in minor units of `currency`. This is the only place that computes sums: cart, checkout, order, mails and
 * refunds use its results, and check constraints in the database verify them.
 *
 * Each line has the `amount` of its units, the `discountAmount` of all discounts, the `taxAmount` after them and the
 * `totalAmount` to pay; tax is a part of that, and with exclusive tax it is what the total exceeds the price by. Tax is rounded once
 * for each line (see `taxOf`), so a line's tax depends on no other line. `shippingAmount` is after the discount on shipping.
 * The cart's `taxAmount` includes `shippingTaxAmount`; `taxes` are the same tax by rate.
 */
export function priceCart<Line extends Priced, Discount extends CartDiscount = CartDiscount>({
  currency,
  taxBehavior = "inclusive",
  lines,
  discounts = [],
  shipping = { amount: 0 },
}: PricedCart<Line, Discount>) {
  const step = amountStep(currency);
  const taxed = (price: number, { taxRates: rates = [], taxes }: Pick<Priced, "taxRates" | "taxes">) => {
    const tax =
      taxes === undefined
        ? taxOf(price, { behavior: taxBehavior, rates, step })
        : { taxes: [...taxes], taxAmount: sumOf(taxes.map(({ taxAmount }) => taxAmount)) };
    return { ...tax, totalAmount: taxBehavior === "inclusive" ? price : price + tax.taxAmount };
  };
  const goods = lines.map((line) => ({ ...line, amount: line.unitAmount * line.quantity }));
  const applied = applyDiscounts(goods, discounts, step);
  const priced = goods.map((line, index) => {
    const discountAmount = sumOf(applied.map(({ allocations }) => allocations[index] ?? 0));
    return { ...line, discountAmount, ...taxed(line.amount - discountAmount, line) };
  });
  const shippingDiscountAmount = Math.min(shipping.discountAmount ?? 0, shipping.amount);
  const shippingAmount = shipping.amount - shippingDiscountAmount;
  const shipped = taxed(shippingAmount, shipping);
  const parts = [...priced, shipped];
  return {
    lines: priced,
    discounts: applied,
    taxBehavior,
    subtotalAmount: sumOf(priced.map(({ amount }) => amount)),
    discountAmount: sumOf(priced.map(({ discountAmount }) => discountAmount)),
    shippingDiscountAmount,
    shippingAmount,
    shippingTaxAmount: shipped.taxAmount,
    shippingTaxes: shipped.taxes,
    taxAmount: sumOf(parts.map(({ taxAmount }) => taxAmount)),
    taxes: sumTaxes(parts.flatMap(({ taxes }) => taxes)),
    totalAmount: sumOf(parts.map(({ totalAmount }) => totalAmount)),
  };
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
