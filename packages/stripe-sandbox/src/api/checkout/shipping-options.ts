import type { SandboxContext, UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam, refusal } from "../../stripe/errors.ts";
import type { CheckoutSession, ShippingRate, Stripe } from "../../stripe/stripe-types.ts";
import { createShippingRate, currencyOptionsOf, getShippingRate } from "../shipping-rates/shipping-rates.ts";
import { SHIPPING_TAX_CODE } from "../tax/tax-codes.ts";

type OptionParams = Stripe.Checkout.SessionCreateParams.ShippingOption;
type ShippingOption = CheckoutSession["shipping_options"][number];

const MOST_OPTIONS = 5;

/** The ways of shipping that the customer may choose from; rates that the shop describes here are made. */
export function readShippingOptions(
  work: UnitOfWork,
  options: readonly OptionParams[],
  currency: string,
): ShippingOption[] {
  if (options.length > MOST_OPTIONS)
    throw badParam("shipping_options", `\`shipping_options\` can only contain up to ${MOST_OPTIONS} items.`);
  return options.map((option, index) => {
    const at = `shipping_options[${index}]`;
    const rate = rateOf(work, option, at);
    const amount = currencyOptionsOf(work, rate)?.[currency]?.amount;
    if (amount === undefined)
      throw refusal(
        `The shipping rate ${rate.id} has no amount in ${currency}, the currency of this Checkout Session.`,
        { param: at },
      );
    return { shipping_amount: amount, shipping_rate: rate.id };
  });
}

function rateOf(
  work: UnitOfWork,
  { shipping_rate: id, shipping_rate_data: data }: OptionParams,
  at: string,
): ShippingRate {
  if (id !== undefined && data)
    throw badParam(
      at,
      "You may only specify one of these parameters: shipping_rate, shipping_rate_data.",
      "parameters_exclusive",
    );
  if (data) return createShippingRate(work, data);
  if (id === undefined)
    throw badParam(
      `${at}[shipping_rate]`,
      `Missing required param: ${at}[shipping_rate].`,
      "parameter_missing",
    );
  const rate = getShippingRate(work, id, `${at}[shipping_rate]`);
  if (!rate.active)
    throw refusal(`The shipping rate ${id} is not active.`, { param: `${at}[shipping_rate]` });
  return rate;
}

/** Takes one of the offered rates; the first is taken until the customer has chosen. */
export function chooseRate(session: CheckoutSession, id: string | undefined): CheckoutSession {
  const option = session.shipping_options.find(
    ({ shipping_rate }) => id === undefined || shipping_rate === id,
  );
  if (!option && id !== undefined)
    throw badParam("shipping_rate", `This Checkout Session does not offer the shipping rate ${id}.`);
  const none = { amount_subtotal: 0, amount_tax: 0, amount_total: 0 };
  return {
    ...session,
    shipping_cost: option ? { ...none, ...session.shipping_cost, shipping_rate: option.shipping_rate } : null,
  };
}

/** The rate that is chosen, with what it costs in the session's currency. */
export function chosenRate(context: SandboxContext, { shipping_cost, currency }: CheckoutSession) {
  const id = shipping_cost?.shipping_rate;
  const rate = typeof id === "string" ? context.store.find("shipping_rate", id) : undefined;
  const option = rate && currencyOptionsOf(context, rate)?.[currency ?? ""];
  if (!rate || !option) return null;
  return {
    id: rate.id,
    amount: option.amount,
    taxCode: String(rate.tax_code ?? SHIPPING_TAX_CODE),
    taxBehavior: option.tax_behavior,
  };
}
