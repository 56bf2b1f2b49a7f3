import type { SandboxContext } from "../../context/sandbox-context.ts";
import type { Coupon, PromotionCode } from "../../stripe/stripe-types.ts";
import type { DiscountableLine } from "../coupons/discount-of.ts";
import { currencyOptionsOf, hiddenOf } from "../coupons/hidden.ts";
import { isRedeemable } from "../coupons/validity.ts";
import { minimumsOf } from "./restrictions.ts";
import { codesLike, couponBehind, exhaustion } from "./validity.ts";

/** A purchase that somebody wants a discount for. */
export interface Purchase {
  currency: string;
  /** Null for a guest. */
  customer: string | null;
  /** Amounts before any discount, in minor units. */
  lines: readonly DiscountableLine[];
}

/** Why a discount is not given. */
export type Unredeemable =
  | "unknown"
  | "expired"
  | "used_up"
  | "minimum_not_reached"
  | "other_customer"
  | "other_currency"
  | "not_first_purchase"
  | "not_these_products";

/**
 * What the API says to the shop. The last of them is Stripe's own sentence; the others follow it, because Stripe's are
 * not published.
 */
export const unredeemableMessages: Readonly<Record<Unredeemable, string>> = {
  unknown: "This promotion code is invalid.",
  expired: "This promotion code cannot be redeemed because it has expired.",
  used_up: "This promotion code cannot be redeemed because it has reached its redemption limit.",
  minimum_not_reached:
    "This promotion code cannot be redeemed because the purchase does not reach its minimum amount.",
  other_customer: "This promotion code cannot be redeemed because it belongs to another customer.",
  other_currency: "This promotion code cannot be redeemed because it is not defined in this currency.",
  not_these_products: "This promotion code cannot be redeemed because it does not apply to these products.",
  not_first_purchase:
    "This promotion code cannot be redeemed because the associated customer has prior transactions.",
};

/**
 * The promotion code that a customer means by what they typed (in any case), with its coupon; or why there is no discount.
 * Codes that the shop has switched off are as unknown as those that never were.
 */
export function findRedeemableCode(
  context: SandboxContext,
  typed: string,
  purchase: Purchase,
): { promotionCode: PromotionCode; coupon: Coupon } | { why: Unredeemable } {
  const codes = codesLike(context, typed.trim()).filter((code) => code.active || exhaustion(context, code));
  const usableCodes = codes.filter(({ customer }) => customer === null || customer === purchase.customer);
  const promotionCode = usableCodes.find(({ active }) => active) ?? usableCodes[0];
  if (!promotionCode) return { why: codes.length > 0 ? "other_customer" : "unknown" };
  const why = whyNotCode(context, promotionCode, purchase);
  return why ? { why } : { promotionCode, coupon: couponBehind(context, promotionCode) };
}

/** Why this purchase does not get the discount of a promotion code; null when it does. */
export function whyNotCode(
  context: SandboxContext,
  code: PromotionCode,
  purchase: Purchase,
): Unredeemable | null {
  const over = exhaustion(context, code);
  if (over) return over;
  if (!code.active) return "unknown";
  if (code.customer !== null && code.customer !== purchase.customer) return "other_customer";
  const minimums = minimumsOf(context, code);
  if (minimums) {
    const least = minimums[purchase.currency]?.minimum_amount;
    if (least === undefined) return "other_currency";
    if (sumOf(purchase.lines) < least) return "minimum_not_reached";
  }
  if (code.restrictions.first_time_transaction && hasPaidBefore(context, purchase.customer))
    return "not_first_purchase";
  return whyNotCoupon(context, couponBehind(context, code), purchase);
}

/** Why this purchase does not get the discount of a coupon; null when it does. */
export function whyNotCoupon(
  context: SandboxContext,
  coupon: Coupon,
  purchase: Purchase,
): Unredeemable | null {
  if (!coupon.valid || !isRedeemable(context, coupon))
    return coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions
      ? "used_up"
      : "expired";
  const amounts = currencyOptionsOf(context, coupon);
  if (amounts && !amounts[purchase.currency]) return "other_currency";
  const { products } = hiddenOf(context, coupon.id);
  if (products && !purchase.lines.some(({ product }) => products.includes(product)))
    return "not_these_products";
  return null;
}

function sumOf(lines: readonly DiscountableLine[]): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0);
}

/** A guest has no earlier purchases: Stripe counts those of the customer object, not of the person. */
function hasPaidBefore(context: SandboxContext, customer: string | null): boolean {
  if (customer === null) return false;
  const charges = context.store.list({
    type: "charge",
    where: { customer },
    equals: { status: "succeeded" },
    limit: 1,
  });
  return charges.data.length > 0;
}
