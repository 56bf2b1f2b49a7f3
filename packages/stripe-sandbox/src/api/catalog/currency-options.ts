import type { SandboxContext } from "../../context/sandbox-context.ts";
import { readCurrency } from "../../stripe/currencies.ts";
import { badParam } from "../../stripe/errors.ts";
import type { Price } from "../../stripe/stripe-types.ts";
import { settleTaxBehavior, type TaxBehavior } from "../tax/tax-behavior.ts";
import { type AmountParams, type Amounts, assertUntiered, readAmounts } from "./read-amounts.ts";

/** What a unit costs in one currency. */
export interface CurrencyOption extends Amounts {
  tax_behavior: TaxBehavior;
}

/** The currencies of a price beside its own; Stripe shows them only when `currency_options` is expanded. */
export interface PricePrivate {
  currencyOptions: Record<string, CurrencyOption>;
}

export type CurrencyOptionParams = Record<string, AmountParams & { tax_behavior?: TaxBehavior }>;

/**
 * Checks the further currencies of a price whose own currency is `own`. Those of `before` keep what is not given anew. https://docs.stripe.com/payments/checkout/multi-currency-prices
 */
export function readCurrencyOptions(
  given: CurrencyOptionParams,
  own: string,
  param: string,
  before: PricePrivate["currencyOptions"] = {},
): PricePrivate["currencyOptions"] {
  const options = { ...before };
  for (const [name, option] of Object.entries(given)) {
    const here = `${param}[${name}]`;
    const currency = readCurrency(name, here);
    if (currency === own)
      throw badParam(
        here,
        "You are specifying an update to a currency option that matches the top-level currency for this price. Please remove this currency option and update the top-level params instead.",
      );
    const inner = (field: string) => `${here}[${field}]`;
    assertUntiered(option, inner);
    const was = before[currency];
    const { tax_behavior, ...amounts } = option;
    options[currency] = {
      ...(was && Object.keys(amounts).length === 0 ? was : readAmounts(amounts, currency, inner)),
      tax_behavior: settleTaxBehavior(
        was?.tax_behavior ?? "unspecified",
        tax_behavior,
        inner("tax_behavior"),
      ),
    };
  }
  return options;
}

/** All currencies of a price, its own first: what an expanded `currency_options` holds. */
export function currencyOptionsOf(context: SandboxContext, price: Price): Record<string, CurrencyOption> {
  const hidden = context.store.findPrivate<PricePrivate>(price.id, "price");
  return { [price.currency]: ownOption(price), ...hidden?.currencyOptions };
}

/** What one unit costs in this currency, or undefined when the price does not have it. For Checkout. */
export function amountsIn(
  context: SandboxContext,
  price: Price,
  currency: string,
): CurrencyOption | undefined {
  return price.currency === currency ? ownOption(price) : currencyOptionsOf(context, price)[currency];
}

function ownOption({
  unit_amount,
  unit_amount_decimal,
  custom_unit_amount,
  tax_behavior,
}: Price): CurrencyOption {
  return {
    custom_unit_amount,
    tax_behavior: tax_behavior ?? "unspecified",
    unit_amount,
    unit_amount_decimal,
  };
}
