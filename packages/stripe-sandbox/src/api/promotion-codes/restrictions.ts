import type { SandboxContext } from "../../context/sandbox-context.ts";
import { readCurrency } from "../../stripe/currencies.ts";
import { badParam } from "../../stripe/errors.ts";
import { assertWhole } from "../../stripe/limits.ts";
import type { PromotionCode, Stripe } from "../../stripe/stripe-types.ts";

/** The least purchase in further currencies; Stripe shows it only when `restrictions.currency_options` is expanded. */
export interface PromotionCodePrivate {
  currencyOptions: Record<string, { minimum_amount: number }>;
}

export function readRestrictions({
  first_time_transaction = false,
  minimum_amount,
  minimum_amount_currency,
}: Stripe.PromotionCodeCreateParams.Restrictions): PromotionCode["restrictions"] {
  if ((minimum_amount === undefined) !== (minimum_amount_currency === undefined)) {
    const lacking = minimum_amount === undefined ? "minimum_amount" : "minimum_amount_currency";
    throw badParam(
      `restrictions[${lacking}]`,
      `Missing required param: restrictions[${lacking}].`,
      "parameter_missing",
    );
  }
  return {
    first_time_transaction,
    minimum_amount:
      minimum_amount === undefined ? null : assertWhole(minimum_amount, 1, "restrictions[minimum_amount]"),
    minimum_amount_currency:
      minimum_amount_currency === undefined
        ? null
        : readCurrency(minimum_amount_currency, "restrictions[minimum_amount_currency]"),
  };
}

/** Checks the least purchases in further currencies, for a code whose own minimum is in `own`. */
export function readOtherMinimums(
  given: Stripe.PromotionCodeCreateParams.Restrictions["currency_options"] = {},
  own: string | null,
): PromotionCodePrivate["currencyOptions"] {
  const options: PromotionCodePrivate["currencyOptions"] = {};
  for (const [name, { minimum_amount }] of Object.entries(given)) {
    const param = `restrictions[currency_options][${name}]`;
    const currency = readCurrency(name, param);
    if (own === null)
      throw badParam(
        "restrictions[minimum_amount]",
        "Missing required param: restrictions[minimum_amount].",
        "parameter_missing",
      );
    if (currency === own)
      throw badParam(param, "Each currency must be different from the `minimum_amount_currency`.");
    if (minimum_amount === undefined)
      throw badParam(
        `${param}[minimum_amount]`,
        `Missing required param: ${param}[minimum_amount].`,
        "parameter_missing",
      );
    options[currency] = { minimum_amount: assertWhole(minimum_amount, 1, `${param}[minimum_amount]`) };
  }
  return options;
}

/** The least purchase by currency, its own first; undefined for a code without one. */
export function minimumsOf(
  context: SandboxContext,
  { id, restrictions: { minimum_amount, minimum_amount_currency } }: PromotionCode,
): Record<string, { minimum_amount: number }> | undefined {
  if (minimum_amount === null || minimum_amount_currency === null) return undefined;
  const hidden = context.store.findPrivate<PromotionCodePrivate>(id);
  return { [minimum_amount_currency]: { minimum_amount }, ...hidden?.currencyOptions };
}
