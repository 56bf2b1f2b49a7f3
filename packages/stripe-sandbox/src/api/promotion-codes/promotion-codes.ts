import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { pageParams, paginate } from "../../http/paginate.ts";
import { route } from "../../http/route.ts";
import { missing, refusal } from "../../stripe/errors.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { PromotionCode, Stripe } from "../../stripe/stripe-types.ts";
import { assertUnique, createPromotionCode } from "./create-promotion-code.ts";
import { minimumsOf, type PromotionCodePrivate, readOtherMinimums } from "./restrictions.ts";
import { exhaustion } from "./validity.ts";

/** The promotion code with this id (not what customers type); `param` names it when it came as a parameter. */
export function getPromotionCode(context: SandboxContext, id: string, param = "id"): PromotionCode {
  const found = context.store.find("promotion_code", id);
  if (!found) throw missing("promotion_code", id, param);
  return found;
}

function update(work: UnitOfWork, id: string, params: Stripe.PromotionCodeUpdateParams): PromotionCode {
  const before = getPromotionCode(work, id);
  const next: PromotionCode = {
    ...before,
    active: params.active ?? before.active,
    metadata: mergeMetadata(before.metadata ?? {}, params.metadata),
  };
  if (next.active && !before.active) assertReactivable(work, next);
  work.store.update(next, changedMinimums(work, before, params.restrictions?.currency_options));
  recordEvent(work, "promotion_code.updated", next, before);
  return next;
}

/** "Only ... when the coupon is still valid and the promotion code is otherwise redeemable." */
function assertReactivable(work: UnitOfWork, code: PromotionCode): void {
  const why = exhaustion(work, code);
  if (why)
    throw refusal(
      `This promotion code cannot be reactivated because it or its coupon ${why === "expired" ? "has expired" : "has reached its redemption limit"}.`,
      { param: "active" },
    );
  assertUnique(work, code);
}

function changedMinimums(
  work: UnitOfWork,
  code: PromotionCode,
  given: Stripe.PromotionCodeUpdateParams.Restrictions["currency_options"],
): PromotionCodePrivate {
  const { [code.restrictions.minimum_amount_currency ?? ""]: _own, ...others } = minimumsOf(work, code) ?? {};
  return {
    currencyOptions: {
      ...others,
      ...readOtherMinimums(given, code.restrictions.minimum_amount_currency),
    },
  };
}

function list(work: UnitOfWork, params: Stripe.PromotionCodeListParams) {
  const { active, code, coupon, customer } = params;
  return paginate(work, params, {
    type: "promotion_code",
    url: "/v1/promotion_codes",
    ...(customer ? { where: { customer } } : {}),
    equals: {
      ...(active === undefined ? {} : { active }),
      ...(coupon ? { "promotion.coupon": coupon } : {}),
    },
    ...(code ? { matching: { sql: "lower(body ->> '$.code') = lower(?)", values: [code] } } : {}),
  });
}

export const promotionCodeRoutes = [
  route<Stripe.PromotionCodeCreateParams>(
    "POST",
    "/v1/promotion_codes",
    (work, { params }) => createPromotionCode(work, params),
    {
      covers: [
        "active",
        "code",
        "customer",
        "expires_at",
        "max_redemptions",
        "metadata",
        "promotion",
        "restrictions",
      ],
    },
  ),
  route<Stripe.PromotionCodeListParams>(
    "GET",
    "/v1/promotion_codes",
    (work, { params }) => list(work, params),
    { covers: [...pageParams, "active", "code", "coupon", "created", "customer"] },
  ),
  route("GET", "/v1/promotion_codes/{id}", (work, { id }) => getPromotionCode(work, id), { covers: [] }),
  route<Stripe.PromotionCodeUpdateParams>(
    "POST",
    "/v1/promotion_codes/{id}",
    (work, { id, params }) => update(work, id, params),
    { covers: ["active", "metadata", "restrictions"] },
  ),
];
