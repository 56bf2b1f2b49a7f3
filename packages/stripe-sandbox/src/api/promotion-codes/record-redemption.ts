import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import type { Coupon, PromotionCode } from "../../stripe/stripe-types.ts";
import { deactivateCodes } from "../coupons/validity.ts";
import { unredeemableMessages } from "./redeemable.ts";

/**
 * Counts one use of a coupon, and of the promotion code through which it came (by ids), in the transaction that completes
 * the purchase. At its limit a coupon turns invalid and a code inactive; beyond it, the purchase is refused. Only limits
 * are looked at: who got the discount in time keeps it, even if the coupon has expired or was deleted meanwhile.
 */
export function recordRedemption(
  work: UnitOfWork,
  { coupon: couponId, promotionCode: codeId }: { coupon: string; promotionCode: string | null },
): void {
  const code = codeId === null ? undefined : work.store.find("promotion_code", codeId);
  const coupon = work.store.find("coupon", couponId);
  for (const one of [code, coupon])
    if (one && one.max_redemptions !== null && one.times_redeemed >= one.max_redemptions)
      throw refusal(unredeemableMessages.used_up, { code: "coupon_expired" });
  if (coupon) {
    const counted = withOneMore(coupon);
    const used: Coupon = { ...counted, valid: coupon.valid && !isUsedUp(counted) };
    work.store.update(used);
    recordEvent(work, "coupon.updated", used, coupon);
  }
  if (code) {
    const counted = withOneMore(code);
    const used: PromotionCode = {
      ...counted,
      active: code.active && !isUsedUp(counted) && (coupon === undefined || !isUsedUp(withOneMore(coupon))),
    };
    work.store.update(used);
    recordEvent(work, "promotion_code.updated", used, code);
  }
  if (coupon && isUsedUp(withOneMore(coupon))) deactivateCodes(work, couponId);
}

interface Limited {
  times_redeemed: number;
  max_redemptions: number | null;
}

function withOneMore<T extends Limited>(one: T): T {
  return { ...one, times_redeemed: one.times_redeemed + 1 };
}

function isUsedUp({ times_redeemed, max_redemptions }: Limited): boolean {
  return max_redemptions !== null && times_redeemed >= max_redemptions;
}
