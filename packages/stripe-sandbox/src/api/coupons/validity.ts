import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTaskAt } from "../../context/schedule-task.ts";
import type { Coupon, PromotionCode } from "../../stripe/stripe-types.ts";

/** Whether a coupon may be redeemed once more, now. `redeem_by` is the last second at which it may. */
export function isRedeemable(context: SandboxContext, coupon: Coupon): boolean {
  const { max_redemptions, redeem_by, times_redeemed } = coupon;
  return (
    (max_redemptions === null || times_redeemed < max_redemptions) &&
    (redeem_by === null || context.clock.seconds() <= redeem_by)
  );
}

/** Has the coupon turn invalid when its time is over. */
export function expireCouponLater(work: UnitOfWork, id: string, redeemBy: number): void {
  scheduleTaskAt(work, "expire-coupon", id, (redeemBy + 1) * 1000);
}

/**
 * A task: the last second of the coupon is over. Time alone is no event at Stripe, so none is recorded. The id may
 * meanwhile belong to another coupon.
 */
export function expireCoupon(work: UnitOfWork, id: string): void {
  const coupon = work.store.find("coupon", id);
  if (!coupon || isRedeemable(work, coupon)) return;
  work.store.update({ ...coupon, valid: false } as Coupon);
  deactivateCodes(work, id);
}

/** "A promotion code is only active if the coupon is also valid." https://docs.stripe.com/api/promotion_codes/object */
export function deactivateCodes(work: UnitOfWork, coupon: string): void {
  const codes = work.store.list({
    type: "promotion_code",
    equals: { "promotion.coupon": coupon, active: true },
    limit: Number.MAX_SAFE_INTEGER,
  });
  for (const code of codes.data) work.store.update({ ...code, active: false } as PromotionCode);
}
