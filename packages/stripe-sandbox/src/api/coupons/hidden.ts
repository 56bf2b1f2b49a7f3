import type { SandboxContext } from "../../context/sandbox-context.ts";
import { readCurrency } from "../../stripe/currencies.ts";
import { badParam } from "../../stripe/errors.ts";
import { assertWhole } from "../../stripe/limits.ts";
import type { Coupon, Stripe } from "../../stripe/stripe-types.ts";

/** What a coupon shows only when it is expanded: `applies_to` and `currency_options`. */
export interface CouponPrivate {
  /** The only products that get cheaper; all, when it is left out. */
  products?: string[];
  /** What it takes off in currencies beside its own, in minor units. */
  currencyOptions: Record<string, { amount_off: number }>;
}

export function hiddenOf(context: SandboxContext, coupon: string): CouponPrivate {
  return context.store.findPrivate<CouponPrivate>(coupon, "coupon") ?? { currencyOptions: {} };
}

/** All currencies of a coupon that takes off an amount, its own first; undefined for a percentage. */
export function currencyOptionsOf(
  context: SandboxContext,
  { id, currency, amount_off }: Coupon,
): Record<string, { amount_off: number }> | undefined {
  if (amount_off === null || currency === null) return undefined;
  return { [currency]: { amount_off }, ...hiddenOf(context, id).currencyOptions };
}

/** Which products it is for, in the shape of `applies_to`; undefined when it is for all. */
export function appliesTo(context: SandboxContext, { id }: Coupon): { products: string[] } | undefined {
  const { products } = hiddenOf(context, id);
  return products && { products };
}

/** Checks the further currencies of a coupon. */
export function readOtherAmounts(
  { amount_off, currency: own }: Pick<Coupon, "amount_off" | "currency">,
  given: Stripe.CouponCreateParams["currency_options"] = {},
): CouponPrivate["currencyOptions"] {
  const options: CouponPrivate["currencyOptions"] = {};
  for (const [name, option] of Object.entries(given)) {
    const param = `currency_options[${name}]`;
    if (amount_off === null)
      throw badParam("currency_options", "You can only set `currency_options` with `amount_off`.");
    const currency = readCurrency(name, param);
    if (currency === own)
      throw badParam(param, "A currency option must differ from the currency of the coupon itself.");
    options[currency] = { amount_off: assertWhole(option.amount_off, 1, `${param}[amount_off]`) };
  }
  return options;
}
