import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { badParam, notCovered } from "../../stripe/errors.ts";
import type { PaymentIntent, Stripe } from "../../stripe/stripe-types.ts";

type OptionsParams = Stripe.PaymentIntentCreateParams.PaymentMethodOptions;
type Options = NonNullable<PaymentIntent["payment_method_options"]>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The options with an effect here. All others are refused by name. */
const covered: Record<string, readonly string[]> = {
  card: ["capture_method", "request_three_d_secure", "setup_future_usage"],
  sepa_debit: ["mandate_options", "setup_future_usage", "target_date"],
};

/** Refuses options of a payment method type, or names of options, that would have no effect. */
export function assertOptionsCovered(options: object, names: Record<string, readonly string[]>): void {
  for (const [type, given] of Object.entries(options)) {
    if (!names[type]) throw notCovered(`the parameter 'payment_method_options[${type}]'`);
    for (const name of Object.keys(given || {}))
      if (!names[type].includes(name))
        throw notCovered(`the parameter 'payment_method_options[${type}][${name}]'`);
  }
}

/** What a payment intent shows as its options: those given now over those given before, for each type it offers. */
export function mergeOptions(
  work: UnitOfWork,
  intent: PaymentIntent,
  given: OptionsParams | null | undefined,
): Options {
  assertOptionsCovered(given ?? {}, covered);
  const before = intent.payment_method_options ?? {};
  const options: Options = {};
  if (intent.payment_method_types.includes("card"))
    options.card = { ...blankCard, ...changed(before.card ?? blankCard, given?.card) };
  if (intent.payment_method_types.includes("sepa_debit")) {
    assertTargetDate(work, given?.sepa_debit);
    options.sepa_debit = changed(before.sepa_debit ?? {}, given?.sepa_debit);
  }
  return options;
}

const blankCard: NonNullable<Options["card"]> = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: "automatic",
};

/** The given values over those before; null takes one away. */
function changed<T extends object>(before: T, given: object | "" | null | undefined): T {
  const kept = Object.entries({ ...before, ...(given || {}) }).filter(
    ([name, value]) => value !== null || (given as Record<string, unknown>)?.[name] !== null,
  );
  return Object.fromEntries(kept) as T;
}

/** "The date must be a string in YYYY-MM-DD format and between 3 and 15 calendar days from now." */
function assertTargetDate(work: UnitOfWork, given: OptionsParams["sepa_debit"]): void {
  const date = given ? given.target_date : undefined;
  if (!date) return;
  const days = (Date.parse(date) - work.clock.now()) / DAY_MS;
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !(days > 2 && days <= 15))
    throw badParam(
      "payment_method_options[sepa_debit][target_date]",
      "The target_date must be a date in the form YYYY-MM-DD, between 3 and 15 calendar days from now.",
    );
}

/** How the money is taken if this type pays: an option of the type has precedence. */
export function captureMethodFor(intent: PaymentIntent, type: string): PaymentIntent["capture_method"] {
  const own = type === "card" ? intent.payment_method_options?.card?.capture_method : undefined;
  return own ?? intent.capture_method;
}

/** Whether the payment method is saved if this type pays: an option of the type has precedence. */
export function futureUsageFor(
  { payment_method_options: options, setup_future_usage: usage }: PaymentIntent,
  type: string,
): string | null {
  const own = options?.[type as "card"]?.setup_future_usage;
  return own === "none" ? null : (own ?? usage);
}
