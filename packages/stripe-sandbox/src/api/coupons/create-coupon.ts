import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { randomWord } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { readCurrency } from "../../stripe/currencies.ts";
import { badParam, missing, refusal } from "../../stripe/errors.ts";
import { assertLength, assertWhole } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Coupon, Stripe } from "../../stripe/stripe-types.ts";
import { type CouponPrivate, readOtherAmounts } from "./hidden.ts";
import { expireCouponLater } from "./validity.ts";

const FIVE_YEARS = 5 * 366 * 24 * 60 * 60;

/** Makes a coupon, under an id of the shop's choice if it gives one. https://docs.stripe.com/api/coupons/create */
export function createCoupon(work: UnitOfWork, params: Stripe.CouponCreateParams): Coupon {
  const { id = randomWord(8), name, max_redemptions } = params;
  assertLength(id, 500, "id");
  assertLength(name, 40, "name");
  if (work.store.find("coupon", id))
    throw refusal("Coupon already exists.", { code: "resource_already_exists", param: "id" });
  if (max_redemptions !== undefined) assertWhole(max_redemptions, 1, "max_redemptions");
  const off = readOff(params);
  const coupon: Coupon = {
    id,
    object: "coupon",
    ...off,
    created: work.clock.seconds(),
    ...readDuration(params),
    livemode: false,
    max_redemptions: max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    name: name ?? null,
    redeem_by: readRedeemBy(work, params.redeem_by),
    times_redeemed: 0,
    valid: true,
  };
  const products = readProducts(work, params.applies_to?.products);
  const hidden: CouponPrivate = {
    currencyOptions: readOtherAmounts(coupon, params.currency_options),
    ...(products ? { products } : {}),
  };
  work.store.freeId("coupon", id);
  work.store.insert(coupon, hidden, coupon.created);
  if (coupon.redeem_by !== null) expireCouponLater(work, id, coupon.redeem_by);
  recordEvent(work, "coupon.created", coupon);
  return coupon;
}

/** A percentage or an amount, never both. */
function readOff({
  amount_off,
  percent_off,
  currency: given,
}: Stripe.CouponCreateParams): Pick<Coupon, "amount_off" | "percent_off" | "currency"> {
  const currency = given === undefined ? null : readCurrency(given);
  if (amount_off !== undefined && percent_off !== undefined)
    throw badParam(
      "amount_off",
      "You may only specify one of these parameters: amount_off, percent_off.",
      "parameters_exclusive",
    );
  if (percent_off !== undefined) {
    if (percent_off <= 0 || percent_off > 100)
      throw badParam("percent_off", "Invalid percent_off: must be above 0 and at most 100.");
    if (!/^\d+(\.\d{1,2})?$/.test(String(percent_off)))
      throw badParam(
        "percent_off",
        `Invalid decimal: ${percent_off}; must contain at most two decimal places.`,
      );
    return { amount_off: null, percent_off, currency };
  }
  if (amount_off === undefined)
    throw badParam(
      "percent_off",
      "One of the following params should be provided for this request: percent_off or amount_off.",
      "parameter_missing",
    );
  if (currency === null) throw badParam("currency", "Missing required param: currency.", "parameter_missing");
  return { amount_off: assertWhole(amount_off, 1, "amount_off"), percent_off: null, currency };
}

function readDuration({
  duration = "once",
  duration_in_months: months,
}: Stripe.CouponCreateParams): Pick<Coupon, "duration" | "duration_in_months"> {
  if (duration !== "repeating" && months !== undefined)
    throw badParam(
      "duration_in_months",
      "You may only set `duration_in_months` when `duration` is `repeating`.",
    );
  if (duration === "repeating" && months === undefined)
    throw badParam("duration_in_months", "Missing required param: duration_in_months.", "parameter_missing");
  if (months !== undefined) assertWhole(months, 1, "duration_in_months");
  return { duration, duration_in_months: months ?? null };
}

function readRedeemBy(work: UnitOfWork, time: number | undefined): number | null {
  if (time === undefined) return null;
  const now = work.clock.seconds();
  if (time <= now) throw badParam("redeem_by", "Invalid timestamp: `redeem_by` must be in the future.");
  if (time > now + FIVE_YEARS)
    throw badParam("redeem_by", "Invalid timestamp: `redeem_by` can be at most 5 years in the future.");
  return time;
}

function readProducts(work: UnitOfWork, products: string[] | undefined): string[] | undefined {
  for (const [index, id] of (products ?? []).entries())
    if (!work.store.find("product", id)) throw missing("product", id, `applies_to[products][${index}]`);
  return products?.length ? [...new Set(products)] : undefined;
}
