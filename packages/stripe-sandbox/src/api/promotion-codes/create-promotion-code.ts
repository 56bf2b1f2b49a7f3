import { existingCustomer } from "../../context/existing-customer.ts";
import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId, randomWord } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { badParam, refusal } from "../../stripe/errors.ts";
import { assertLength, assertWhole } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Coupon, PromotionCode, Stripe } from "../../stripe/stripe-types.ts";
import { getCoupon } from "../coupons/coupons.ts";
import { type PromotionCodePrivate, readOtherMinimums, readRestrictions } from "./restrictions.ts";
import { codesLike, expireCodeLater } from "./validity.ts";

/** Makes a code that customers can type. https://docs.stripe.com/api/promotion_codes/create */
export function createPromotionCode(
  work: UnitOfWork,
  params: Stripe.PromotionCodeCreateParams,
): PromotionCode {
  const coupon = couponOf(work, params);
  const { active = true, customer = null, restrictions = {} } = params;
  const promotionCode: PromotionCode = {
    id: newId("promo"),
    object: "promotion_code",
    active,
    code: params.code === undefined ? randomWord(8).toUpperCase() : readCode(params.code),
    created: work.clock.seconds(),
    customer: customer && existingCustomer(work, customer),
    customer_account: null,
    expires_at: readExpiry(work, coupon, params.expires_at),
    livemode: false,
    max_redemptions: readMost(coupon, params.max_redemptions),
    metadata: mergeMetadata({}, params.metadata),
    promotion: { coupon: coupon.id, type: "coupon" },
    restrictions: readRestrictions(restrictions),
    times_redeemed: 0,
  };
  if (active) assertUnique(work, promotionCode);
  const hidden: PromotionCodePrivate = {
    currencyOptions: readOtherMinimums(
      restrictions.currency_options,
      promotionCode.restrictions.minimum_amount_currency,
    ),
  };
  work.store.insert(promotionCode, hidden, promotionCode.created);
  if (promotionCode.expires_at !== null) expireCodeLater(work, promotionCode.id, promotionCode.expires_at);
  recordEvent(work, "promotion_code.created", promotionCode);
  return promotionCode;
}

function couponOf(work: UnitOfWork, { promotion }: Stripe.PromotionCodeCreateParams): Coupon {
  if (promotion.coupon === undefined)
    throw badParam("promotion[coupon]", "Missing required param: promotion[coupon].", "parameter_missing");
  const coupon = getCoupon(work, promotion.coupon, "promotion[coupon]");
  if (!coupon.valid)
    throw refusal(`Coupon expired: ${coupon.id}`, { code: "coupon_expired", param: "promotion[coupon]" });
  return coupon;
}

function readCode(code: string): string {
  assertLength(code, 500, "code");
  if (!/^[a-z0-9-]+$/i.test(code))
    throw badParam(
      "code",
      "Invalid code: valid characters are lower case letters (a-z), upper case letters (A-Z), digits (0-9), and dashes (-).",
    );
  return code;
}

/**
 * "Regardless of case, this code must be unique across all active promotion codes for a specific customer": a code for
 * everybody is in the way of all.
 */
export function assertUnique(work: UnitOfWork, { id, code, customer }: PromotionCode): void {
  const taken = codesLike(work, code).some(
    (other) =>
      other.id !== id &&
      other.active &&
      (other.customer === null || customer === null || other.customer === customer),
  );
  if (taken)
    throw refusal(`An active promotion code with \`code: ${code}\` already exists.`, {
      code: "resource_already_exists",
      param: "code",
    });
}

function readExpiry(work: UnitOfWork, { redeem_by }: Coupon, time: number | undefined): number | null {
  if (time === undefined) return null;
  if (time <= work.clock.seconds())
    throw badParam("expires_at", "Invalid timestamp: `expires_at` must be in the future.");
  if (redeem_by !== null && time > redeem_by)
    throw badParam("expires_at", "`expires_at` cannot be after the `redeem_by` of the coupon.");
  return time;
}

function readMost({ max_redemptions }: Coupon, most: number | undefined): number | null {
  if (most === undefined) return null;
  assertWhole(most, 1, "max_redemptions");
  if (max_redemptions !== null && most > max_redemptions)
    throw badParam(
      "max_redemptions",
      "`max_redemptions` cannot be greater than the `max_redemptions` of the coupon.",
    );
  return most;
}
