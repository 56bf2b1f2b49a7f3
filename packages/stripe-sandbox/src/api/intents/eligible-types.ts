import { refusal } from "../../stripe/errors.ts";
import type { PaymentIntent, PaymentMethod } from "../../stripe/stripe-types.ts";
import { kinds } from "../payment-methods/kinds.ts";
import { type Intent, nounOf } from "./intent.ts";

/** What decides on the types that are offered. */
export interface Wanted {
  allowed_payment_method_types?: readonly string[] | null;
  excluded_payment_method_types?: readonly string[] | null;
  /** Left out where nothing is paid yet: then any currency may come. */
  currency?: string;
  capture_method?: PaymentIntent["capture_method"];
  /** Null: switched off. */
  automatic_payment_methods?: object | null;
}

/** The types a customer may choose from: what the account offers for such a payment, less what the caller filters out. */
export function eligibleTypes(wanted: Wanted): string[] {
  const { currency, allowed_payment_method_types: allowed, automatic_payment_methods: automatic } = wanted;
  const excluded = wanted.excluded_payment_method_types ?? [];
  const hold = wanted.capture_method === "manual";
  const types = kinds
    .filter(({ currencies }) => !currencies || !currency || currencies.includes(currency))
    .filter(({ canHold }) => canHold || !hold)
    .map(({ type }) => type)
    .filter((type) => automatic !== null || allowed || type === "card")
    .filter((type) => (!allowed || allowed.includes(type)) && !excluded.includes(type));
  if (types.length === 0)
    throw refusal(
      `No valid payment method types are left. Of all types, this sandbox offers: ${kinds.map(({ type }) => type).join(", ")}; sepa_debit in eur and without manual capture.`,
      { param: allowed ? "allowed_payment_method_types" : "excluded_payment_method_types" },
    );
  return types;
}

/** An intent takes only the types it offers: another currency or capture method may have taken one away. */
export function assertFits(
  intent: Pick<Intent, "object" | "payment_method_types">,
  { type }: PaymentMethod,
): void {
  const { object, payment_method_types: types } = intent;
  if (types.includes(type)) return;
  throw refusal(
    `The PaymentMethod provided (${type}) is not allowed for this ${nounOf(intent)}. Please attach a payment method of one of the following types: ${types.join(", ")}.`,
    {
      code:
        object === "payment_intent"
          ? "payment_intent_incompatible_payment_method"
          : "setup_intent_invalid_parameter",
      param: "payment_method",
    },
  );
}
