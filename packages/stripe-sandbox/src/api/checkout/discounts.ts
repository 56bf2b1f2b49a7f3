import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { badParam, refusal } from "../../stripe/errors.ts";
import type { CheckoutSession, Coupon, PromotionCode, Stripe } from "../../stripe/stripe-types.ts";
import { getCoupon } from "../coupons/coupons.ts";
import { getPromotionCode } from "../promotion-codes/promotion-codes.ts";
import {
  findRedeemableCode,
  type Purchase,
  type Unredeemable,
  unredeemableMessages,
  whyNotCode,
  whyNotCoupon,
} from "../promotion-codes/redeemable.ts";
import { type Discounted, linePrivateOf, linesOf, type SessionPrivate } from "./get-session.ts";
import { subtotalOf } from "./line-subtotal.ts";

/** A session with its hidden part, as a discount changes both. */
export interface Discountable {
  session: CheckoutSession;
  hidden: SessionPrivate;
}

/** The discount that the shop gives: a coupon, or a promotion code by its id. */
export function giveDiscount(
  work: UnitOfWork,
  { session, hidden }: Discountable,
  discounts: readonly Stripe.Checkout.SessionCreateParams.Discount[],
): Discountable {
  const [given] = discounts;
  if (!given) return { session, hidden };
  if (discounts.length > 1) throw badParam("discounts", "You can only specify up to 1 discount.");
  const { coupon: couponId, promotion_code: codeId } = given;
  if ((couponId === undefined) === (codeId === undefined))
    throw badParam("discounts[0]", "You must specify one of these parameters: coupon, promotion_code.");
  const purchase = purchaseOf(work, session, hidden);
  if (couponId !== undefined) {
    const coupon = getCoupon(work, couponId, "discounts[0][coupon]");
    const why = whyNotCoupon(work, coupon, purchase);
    if (why) throw discountRefused(why, "discounts[0][coupon]", `Coupon ${couponId}: ${sentenceOf(why)}`);
    return withDiscount(work, { session, hidden }, coupon, null);
  }
  const code = getPromotionCode(work, String(codeId), "discounts[0][promotion_code]");
  const why = whyNotCode(work, code, purchase);
  if (why) throw discountRefused(why, "discounts[0][promotion_code]");
  return withDiscount(work, { session, hidden }, null, code);
}

/** The code that the customer typed; nothing typed takes the discount back. */
export function typeCode(
  work: UnitOfWork,
  { session, hidden }: Discountable,
  typed: string | null,
): Discountable {
  if (!session.allow_promotion_codes)
    throw badParam("promotion_code", "This Checkout Session does not take promotion codes.");
  if (!typed) return withoutDiscount({ session, hidden });
  const found = findRedeemableCode(work, typed, purchaseOf(work, session, hidden));
  if ("why" in found) throw discountRefused(found.why, "promotion_code");
  return withDiscount(work, { session, hidden }, null, found.promotionCode);
}

/** A customer who takes less may lose a discount that wants more. What the shop gave stays. */
export function keepDiscount(work: UnitOfWork, { session, hidden }: Discountable): Discountable {
  const id = hidden.discount?.discount.promotion_code;
  if (!session.allow_promotion_codes || typeof id !== "string") return { session, hidden };
  const why = whyNotCode(work, getPromotionCode(work, id), purchaseOf(work, session, hidden));
  const isTooLittle = why === "minimum_not_reached" || why === "not_these_products";
  return isTooLittle ? withoutDiscount({ session, hidden }) : { session, hidden };
}

/** The coupon that a discount comes from, deleted ones included: who has the discount keeps it. */
export function couponOf(context: SandboxContext, { source }: Discounted["discount"]): Coupon {
  return context.store.findAny(String(source.coupon), "coupon") as Coupon;
}

function withDiscount(
  work: UnitOfWork,
  { session, hidden }: Discountable,
  coupon: Coupon | null,
  code: PromotionCode | null,
): Discountable {
  const discount: Discounted["discount"] = {
    id: newId("di"),
    object: "discount",
    checkout_session: session.id,
    customer: session.customer,
    customer_account: null,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: code?.id ?? null,
    source: { coupon: coupon?.id ?? String(code?.promotion.coupon), type: "coupon" },
    start: work.clock.seconds(),
    subscription: null,
    subscription_item: null,
  };
  return {
    session: {
      ...session,
      discounts: [{ coupon: coupon?.id ?? null, promotion_code: code?.id ?? null }],
    },
    hidden: { ...hidden, discount: { amount: 0, discount } },
  };
}

function withoutDiscount({ session, hidden }: Discountable): Discountable {
  return { session: { ...session, discounts: [] }, hidden: { ...hidden, discount: null } };
}

function purchaseOf(context: SandboxContext, session: CheckoutSession, hidden: SessionPrivate): Purchase {
  return {
    currency: session.currency ?? "",
    customer: session.customer,
    lines: linesOf(context, hidden).map((line) => {
      const secret = linePrivateOf(context, line.id);
      return { amount: subtotalOf(line, secret), product: secret.product };
    }),
  };
}

const sentenceOf = (why: Unredeemable) => unredeemableMessages[why].replace("promotion code", "coupon");

function discountRefused(why: Unredeemable, param: string, message = unredeemableMessages[why]) {
  return refusal(message, {
    param,
    ...(why === "expired" || why === "used_up" ? { code: "coupon_expired" } : {}),
  });
}
