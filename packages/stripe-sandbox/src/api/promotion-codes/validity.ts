import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTaskAt } from "../../context/schedule-task.ts";
import type { Coupon, PromotionCode } from "../../stripe/stripe-types.ts";
import { isRedeemable } from "../coupons/validity.ts";

/** All promotion codes, active or not, that a customer means by typing this; newest first. */
export function codesLike(context: SandboxContext, typed: string): PromotionCode[] {
  return context.store.list({
    type: "promotion_code",
    matching: { sql: "lower(body ->> '$.code') = lower(?)", values: [typed] },
    limit: Number.MAX_SAFE_INTEGER,
  }).data;
}

/** The coupon behind a promotion code; after its deletion as it was then, and not valid. */
export function couponBehind(context: SandboxContext, { promotion }: PromotionCode): Coupon {
  const id = String(promotion.coupon);
  const coupon = context.store.findAny(id, "coupon");
  if (!coupon) throw new Error(`The coupon ${id} of a promotion code is gone`);
  return coupon as Coupon;
}

/** Why a code cannot be redeemed by anybody, or null: by its own limits and its coupon's, not by `active`. */
export function exhaustion(context: SandboxContext, code: PromotionCode): "expired" | "used_up" | null {
  const coupon = couponBehind(context, code);
  if (code.expires_at !== null && context.clock.seconds() >= code.expires_at) return "expired";
  if (code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions) return "used_up";
  if (coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions) return "used_up";
  return isRedeemable(context, coupon) && coupon.valid ? null : "expired";
}

export function expireCodeLater(work: UnitOfWork, id: string, expiresAt: number): void {
  scheduleTaskAt(work, "expire-promotion-code", id, expiresAt * 1000);
}

/** A task: the code's time is over. Time alone is no event at Stripe, so none is recorded. */
export function expirePromotionCode(work: UnitOfWork, id: string): void {
  const code = work.store.find("promotion_code", id);
  if (code) work.store.update({ ...code, active: false } as PromotionCode);
}
