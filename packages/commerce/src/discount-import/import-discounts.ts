import type { ImportProblem, importDiscountsInput } from "@dualtrack/contract";
import type Stripe from "stripe";
import type { z } from "zod";
import type { Actor } from "../actor.ts";
import { importDiscount } from "../discounts/import-discount.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";
import { transactFor } from "../unit-of-work.ts";
import { readCoupon } from "./read-coupon.ts";

/** Coupons of one step. Each takes a call to Stripe, and a person waits for all of them. */
const pageSize = 10;

type Place = z.output<typeof importDiscountsInput>["after"];

interface ImportStep {
  /** Coupons that were read to their end. */
  coupons: number;
  /** Discounts that were created, or got codes. */
  discounts: { discountId: string; name: string; isNew: boolean; codes: number }[];
  unimported: { coupon: string; code: string | null; problem: ImportProblem }[];
  /** Where the next step goes on; null: there is no more. */
  after: Place | null;
}

/**
 * Imports some of the coupons at Stripe with their promotion codes, as paused discounts; what a discount can't be is listed with the reason.
 * What was imported before is not imported again, so that a step can be repeated. PAYMENT_UNAVAILABLE.
 */
export async function importDiscounts(
  shop: Shop,
  { after, by }: { after: Place; by: Actor },
): Promise<ImportStep> {
  const step: ImportStep = { coupons: 0, discounts: [], unimported: [], after: null };
  const page = await ask(() =>
    shop.stripe.coupons.list({
      limit: pageSize,
      ...(after.coupon !== undefined && { starting_after: after.coupon }),
      expand: ["data.currency_options", "data.applies_to"],
    }),
  );
  let done = after.coupon;
  for (const coupon of page.data) {
    const first = coupon === page.data[0] ? after.code : undefined;
    const codes = await ask(() =>
      shop.stripe.promotionCodes.list({
        coupon: coupon.id,
        limit: 100,
        ...(first !== undefined && { starting_after: first }),
        expand: ["data.restrictions.currency_options"],
      }),
    );
    await importCoupon(shop, step, { coupon, codes: codes.data, by });
    const last = codes.data.at(-1);
    if (codes.has_more && last !== undefined)
      return { ...step, after: { ...(done !== undefined && { coupon: done }), code: last.id } };
    step.coupons += 1;
    done = coupon.id;
  }
  return { ...step, after: page.has_more && done !== undefined ? { coupon: done } : null };
}

async function importCoupon(
  shop: Shop,
  step: ImportStep,
  { coupon, codes, by }: { coupon: Stripe.Coupon; codes: readonly Stripe.PromotionCode[]; by: Actor },
): Promise<void> {
  const { discounts, unimported } = readCoupon(coupon, codes, shop.clock.now());
  const refuse = (code: string | null, problem: ImportProblem) =>
    step.unimported.push({ coupon: coupon.name ?? coupon.id, code, problem });
  for (const { code, problem } of unimported) refuse(code, problem);
  for (const each of discounts) {
    const imported = await transactFor(shop, by, (unit) =>
      importDiscount(unit, { stripeCouponId: coupon.id, ...each }),
    );
    if (imported === null) {
      for (const { code } of each.codes) refuse(code, "shared_limit");
      continue;
    }
    const { discountId, name, isNew, added, taken } = imported;
    if (isNew || added > 0) step.discounts.push({ discountId, name, isNew, codes: added });
    for (const code of taken) refuse(code, "code_taken");
  }
}

/** Asks Stripe, outside of transactions. PAYMENT_UNAVAILABLE. */
async function ask<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (isUnavailable(error)) throw new DomainError("PAYMENT_UNAVAILABLE", {});
    throw error;
  }
}
