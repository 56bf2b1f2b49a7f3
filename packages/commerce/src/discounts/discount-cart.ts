import { amountStep, type DiscountRefusal } from "@dualtrack/contract";
import type { QuoteDiscount, Tx } from "@dualtrack/db";
import { chooseDiscounts } from "./choose-discounts.ts";
import { type DiscountedCart, findDiscounts } from "./find-discounts.ts";
import { applyOwnDiscount, type OwnDiscount } from "./own-discount.ts";

interface ShippedCart extends DiscountedCart {
  /** A discount of this order alone, on what all others leave; left out or null: none. */
  ownDiscount?: OwnDiscount | null;
  /** What shipping costs without discounts, in minor units. */
  shippingAmount: number;
}

export interface CartDiscounts {
  /** What each discount takes off, in the order of application. */
  discounts: QuoteDiscount[];
  /** The same off each line, in minor units: a list for each discount, in the order of the lines. */
  lineAmounts: number[][];
  /** Codes that take nothing off, with the reason. */
  refused: { code: string; refusal: DiscountRefusal }[];
  /** Codes that are worth more than they take off, as there is not more to take it off; in minor units. */
  capped: { code: string; amount: number }[];
}

/** Finds the discounts that hold for a cart, and chooses those that are applied. */
export async function discountCart(
  tx: Tx,
  { shippingAmount, ownDiscount = null, ...cart }: ShippedCart,
): Promise<CartDiscounts> {
  const found = await findDiscounts(tx, cart);
  const { lines } = cart;
  const priced = { lines, shippingAmount, step: amountStep(cart.currency) };
  const chosen = chooseDiscounts(found.discounts, priced);
  const discounts = chosen.flatMap(({ discountId, lineAmounts, shippingAmount: ofShipping }) => {
    const rule = found.discounts.find((each) => each.discountId === discountId);
    if (rule === undefined) return [];
    const amount = lineAmounts.reduce((sum, each) => sum + each, 0);
    const { name, code } = rule;
    return {
      ...{ discountId, name, amount, shippingAmount: ofShipping },
      ...{ codeId: code?.id ?? null, code: code?.code ?? null },
    };
  });
  const left = found.discounts.flatMap((rule) => {
    if (rule.code === null || chosen.some(({ discountId }) => discountId === rule.discountId)) return [];
    const refusal: DiscountRefusal =
      chooseDiscounts([rule], priced).length === 0
        ? { reason: "products", categories: rule.categories }
        : { reason: "not_combinable" };
    return { code: rule.code.code, refusal };
  });
  const capped = discounts.flatMap(({ discountId, code, amount }) => {
    const rule = found.discounts.find((each) => each.discountId === discountId);
    // Less than a step comes off in no currency.
    const isCapped = rule?.kind === "amount" && amount + priced.step <= rule.amount;
    return code === null || !isCapped ? [] : { code, amount: rule.amount };
  });
  const lineAmounts = chosen.map((each) => each.lineAmounts);
  const own = ownDiscount && applyOwnDiscount(ownDiscount, { lines, lineAmounts, step: priced.step });
  return {
    discounts: own === null ? discounts : [...discounts, own.discount],
    lineAmounts: own === null ? lineAmounts : [...lineAmounts, own.lineAmounts],
    refused: [...found.refused, ...left],
    capped,
  };
}
