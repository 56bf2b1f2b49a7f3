import {
  type DiscountFields,
  discountCodeSchema,
  discountSchema,
  type ImportProblem,
  priceCurrencies,
} from "@dualtrack/contract";
import type Stripe from "stripe";

/** A discount that a coupon and those of its codes that have the same conditions make. */
interface CouponDiscount {
  stripeConditions: string;
  discount: DiscountFields;
  codes: { code: string; maxUses: number | null }[];
}

interface Unimported {
  /** Null: all of the coupon. */
  code: string | null;
  problem: ImportProblem;
}

interface ReadCoupon {
  discounts: CouponDiscount[];
  unimported: Unimported[];
}

/**
 * What a coupon and its promotion codes at Stripe are as discounts: one for all codes that have the same conditions, as conditions are the
 * discount's here. A coupon without codes is one without codes. @param at now
 */
export function readCoupon(
  coupon: Stripe.Coupon,
  promotionCodes: readonly Stripe.PromotionCode[],
  at: Date,
): ReadCoupon {
  const problem = problemOf(coupon, at);
  if (problem !== null) return { discounts: [], unimported: [{ code: null, problem }] };
  const read: ReadCoupon = { discounts: [], unimported: [] };
  if (promotionCodes.length === 0) addDiscount(read, { coupon, conditions: noConditions, codes: [] });
  const groups = new Map<
    string,
    { conditions: Conditions; codes: { code: string; maxUses: number | null }[] }
  >();
  for (const each of promotionCodes) {
    const code = readCode(each, at);
    if ("problem" in code) {
      read.unimported.push(code);
      continue;
    }
    const conditions = conditionsOf(each);
    const key = JSON.stringify(conditions);
    const group = groups.get(key) ?? { conditions, codes: [] };
    group.codes.push(code);
    groups.set(key, group);
  }
  for (const group of groups.values()) addDiscount(read, { coupon, ...group });
  return read;
}

/** Of a promotion code, as far as the shop knows them. */
interface Conditions {
  isFirstOrderOnly: boolean;
  /** In seconds. */
  expiresAt: number | null;
  /** Minor units by currency, in the order of currencies. */
  minimums: [currency: string, amount: number][];
}

const noConditions: Conditions = { isFirstOrderOnly: false, expiresAt: null, minimums: [] };

function conditionsOf({ restrictions, expires_at }: Stripe.PromotionCode): Conditions {
  const { first_time_transaction, minimum_amount, minimum_amount_currency, currency_options } = restrictions;
  const own: [string, number][] =
    minimum_amount && minimum_amount_currency ? [[minimum_amount_currency, minimum_amount]] : [];
  const others = Object.entries(currency_options ?? {}).map(
    ([currency, option]) => [currency, option.minimum_amount] as [string, number],
  );
  const minimums = [...new Map([...others, ...own])].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { isFirstOrderOnly: first_time_transaction, expiresAt: expires_at, minimums };
}

function problemOf(coupon: Stripe.Coupon, at: Date): ImportProblem | null {
  const { duration, applies_to, percent_off, max_redemptions, times_redeemed, redeem_by } = coupon;
  if (duration === "repeating") return "repeating";
  if (applies_to && applies_to.products.length > 0) return "products";
  if (redeem_by !== null && redeem_by * 1_000 <= at.getTime()) return "ended";
  if (max_redemptions !== null && times_redeemed >= max_redemptions) return "used_up";
  if (percent_off !== null) return Number.isInteger(hundredths(percent_off)) ? null : "percentage";
  return amountsOf(coupon).size === 0 ? "currencies" : null;
}

/** 12.5 is 1,250; not a whole number if it has more than two decimals. */
function hundredths(percent: number): number {
  const rounded = Math.round(percent * 100);
  return Math.abs(rounded - percent * 100) < 1e-6 ? rounded : Number.NaN;
}

const isPriced = (currency: string) => priceCurrencies.some((each) => each === currency);

/** What it takes off, by currency: of those that the shop can set prices in. */
function amountsOf({ amount_off, currency, currency_options }: Stripe.Coupon): Map<string, number> {
  const others = Object.entries(currency_options ?? {}).map(
    ([each, option]) => [each, option.amount_off] as const,
  );
  const own = amount_off !== null && currency !== null ? [[currency, amount_off] as const] : [];
  return new Map([...others, ...own].filter(([each]) => isPriced(each)));
}

function readCode(
  { code: written, active, customer, expires_at, max_redemptions, times_redeemed }: Stripe.PromotionCode,
  at: Date,
): { code: string; maxUses: number | null } | { code: string; problem: ImportProblem } {
  const refuse = (problem: ImportProblem) => ({ code: written, problem });
  const left = max_redemptions === null ? null : max_redemptions - times_redeemed;
  if (left !== null && left <= 0) return refuse("used_up");
  if (expires_at !== null && expires_at * 1_000 <= at.getTime()) return refuse("ended");
  if (!active) return refuse("inactive");
  if (customer !== null) return refuse("customer");
  const code = discountCodeSchema.safeParse(written);
  return code.success ? { code: code.data, maxUses: left } : refuse("code");
}

function addDiscount(
  read: ReadCoupon,
  {
    coupon,
    conditions,
    codes,
  }: { coupon: Stripe.Coupon; conditions: Conditions; codes: CouponDiscount["codes"] },
): void {
  const discount = discountSchema.safeParse(fieldsOf(coupon, conditions));
  if (discount.success)
    read.discounts.push({ stripeConditions: JSON.stringify(conditions), discount: discount.data, codes });
  else read.unimported.push({ code: null, problem: "bounds" });
}

function fieldsOf(coupon: Stripe.Coupon, { isFirstOrderOnly, expiresAt, minimums }: Conditions) {
  const { id, name, percent_off, max_redemptions, times_redeemed, redeem_by } = coupon;
  const ends = [redeem_by, expiresAt].filter((each) => each !== null);
  const amounts = amountsOf(coupon);
  const minimum = new Map(minimums.filter(([currency]) => isPriced(currency)));
  const currencies = new Set([...amounts.keys(), ...minimum.keys()]);
  return {
    name: name ?? id,
    kind: percent_off === null ? "amount" : "percent",
    percentBps: percent_off === null ? null : hundredths(percent_off),
    ...{ buyQuantity: null, getQuantity: null, isAutomatic: false, isCombinable: false },
    ...{ productIds: null, categoryIds: [], countries: [], startsAt: null, maxUsesPerCustomer: null },
    isFirstOrderOnly,
    endsAt: ends.length === 0 ? null : new Date(Math.min(...ends) * 1_000).toISOString(),
    maxUses: max_redemptions === null ? null : max_redemptions - times_redeemed,
    amounts: [...currencies].map((currency) => ({
      currency,
      amount: amounts.get(currency) ?? null,
      minSubtotalAmount: minimum.get(currency) ?? null,
    })),
  };
}
