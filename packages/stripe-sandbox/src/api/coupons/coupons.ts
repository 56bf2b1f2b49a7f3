import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing } from "../../stripe/errors.ts";
import { assertLength } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Coupon, Stripe } from "../../stripe/stripe-types.ts";
import { createCoupon } from "./create-coupon.ts";
import { type CouponPrivate, hiddenOf, readOtherAmounts } from "./hidden.ts";
import { deactivateCodes } from "./validity.ts";

/** The coupon with this id; `param` names it when it came as a parameter, not in the URL. */
export function getCoupon(context: SandboxContext, id: string, param = "id"): Coupon {
  const found = context.store.find("coupon", id);
  if (!found) throw missing("coupon", id, param);
  return found;
}

/** What a coupon takes off is fixed when it is made; its names and further currencies are not. */
function update(work: UnitOfWork, id: string, params: Stripe.CouponUpdateParams): Coupon {
  const before = getCoupon(work, id);
  assertLength(params.name, 40, "name");
  const next: Coupon = {
    ...before,
    ...(params.name !== undefined ? { name: params.name || null } : {}),
    metadata: mergeMetadata(before.metadata ?? {}, params.metadata),
  };
  const hidden = hiddenOf(work, id);
  const changed: CouponPrivate = {
    ...hidden,
    currencyOptions: { ...hidden.currencyOptions, ...readOtherAmounts(before, params.currency_options) },
  };
  work.store.update(next, changed);
  recordEvent(work, "coupon.updated", next, before);
  return next;
}

/** Nobody can redeem it any more; discounts that were given stay. https://docs.stripe.com/api/coupons/delete */
function remove(work: UnitOfWork, id: string): { id: string; object: "coupon"; deleted: true } {
  const coupon = getCoupon(work, id);
  work.store.markDeleted(id, { ...coupon, valid: false } as Coupon);
  deactivateCodes(work, id);
  recordEvent(work, "coupon.deleted", coupon);
  return { id, object: "coupon", deleted: true };
}

export const couponRoutes = [
  route<Stripe.CouponCreateParams>("POST", "/v1/coupons", (work, { params }) => createCoupon(work, params), {
    covers: [
      "amount_off",
      "applies_to",
      "currency",
      "currency_options",
      "duration",
      "duration_in_months",
      "id",
      "max_redemptions",
      "metadata",
      "name",
      "percent_off",
      "redeem_by",
    ],
  }),
  route<Stripe.CouponListParams>(
    "GET",
    "/v1/coupons",
    (work, { params }) => paginate(work, params, { type: "coupon", url: "/v1/coupons" }),
    { covers: [...pageParams, "created"] },
  ),
  route("GET", "/v1/coupons/{id}", (work, { id }) => getCoupon(work, id), { covers: [] }),
  route<Stripe.CouponUpdateParams>(
    "POST",
    "/v1/coupons/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: ["currency_options", "metadata", "name"] },
  ),
  route("DELETE", "/v1/coupons/{id}", (work, { id }) => remove(work, id), { covers: [] }),
];
