import { existingCustomer } from "../../context/existing-customer.ts";
import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { SetupIntent, Stripe } from "../../stripe/stripe-types.ts";
import { assertFits, eligibleTypes } from "../intents/eligible-types.ts";
import { methodFromParams } from "../intents/method-from-params.ts";
import { assertOptionsCovered } from "../payment-intents/payment-method-options.ts";

/** The parameters that create, update and confirm have in common. */
type Terms = Partial<
  Pick<
    Stripe.SetupIntentCreateParams,
    | "allowed_payment_method_types"
    | "customer"
    | "description"
    | "excluded_payment_method_types"
    | "metadata"
    | "payment_method"
    | "payment_method_data"
    | "payment_method_options"
  >
>;
/** `null` unsets a field; the validator has made it of the empty string. */
export type TermsParams = { [K in keyof Terms]: Terms[K] | null | "" };

/** The options with an effect here, or, as of a mandate's reference, with none to be seen. */
const coveredOptions = { card: ["request_three_d_secure"], sepa_debit: ["mandate_options"] };

/** Applies the given parameters to a setup intent, checking each. Says nothing about its state. */
export function applyTerms(work: UnitOfWork, intent: SetupIntent, params: TermsParams): SetupIntent {
  const next = { ...intent };
  if (params.customer) next.customer = existingCustomer(work, params.customer);
  if (params.description !== undefined) next.description = params.description || null;
  next.metadata = mergeMetadata(intent.metadata ?? {}, params.metadata);
  if (params.allowed_payment_method_types !== undefined)
    next.allowed_payment_method_types = params.allowed_payment_method_types || null;
  if (params.excluded_payment_method_types !== undefined)
    next.excluded_payment_method_types = params.excluded_payment_method_types || null;
  next.payment_method_types = eligibleTypes(next);
  next.payment_method_options = mergeOptions(next, params.payment_method_options);
  const given = methodFromParams(work, next, params);
  if (given) next.payment_method = given.id;
  const method = given ?? work.store.find("payment_method", next.payment_method ?? "");
  if (method) assertFits(next, method);
  return next;
}

function mergeOptions(
  { payment_method_types: types, payment_method_options: before }: SetupIntent,
  given: TermsParams["payment_method_options"],
): SetupIntent["payment_method_options"] {
  const options = given || {};
  assertOptionsCovered(options, coveredOptions);
  const requested =
    options.card?.request_three_d_secure ?? before?.card?.request_three_d_secure ?? "automatic";
  return {
    ...(types.includes("card")
      ? { card: { mandate_options: null, network: null, request_three_d_secure: requested } }
      : {}),
    ...(types.includes("sepa_debit") ? { sepa_debit: { ...before?.sepa_debit, ...options.sepa_debit } } : {}),
  } as SetupIntent["payment_method_options"];
}
