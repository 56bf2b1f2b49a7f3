import { existingCustomer } from "../../context/existing-customer.ts";
import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { assertChargeable, readCurrency } from "../../stripe/currencies.ts";
import { assertLength } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import { readEmail } from "../../stripe/read-email.ts";
import type { PaymentIntent, Stripe } from "../../stripe/stripe-types.ts";
import { shippingOf } from "../charges/shipping-of.ts";
import { readDescriptor, readSuffix } from "../charges/statement-text.ts";
import { assertFits, eligibleTypes } from "../intents/eligible-types.ts";
import { methodFromParams } from "../intents/method-from-params.ts";
import { applyAmountDetails } from "./amount-details.ts";
import { mergeOptions } from "./payment-method-options.ts";

/** https://docs.stripe.com/api/payment_intents/create */
export const LONGEST_DESCRIPTION = 1000;

/** The parameters that create, update and confirm have in common. */
type Terms = Partial<
  Pick<
    Stripe.PaymentIntentCreateParams,
    | "allowed_payment_method_types"
    | "amount"
    | "amount_details"
    | "capture_method"
    | "currency"
    | "customer"
    | "description"
    | "excluded_payment_method_types"
    | "metadata"
    | "payment_details"
    | "payment_method"
    | "payment_method_data"
    | "payment_method_options"
    | "receipt_email"
    | "setup_future_usage"
    | "shipping"
    | "statement_descriptor"
    | "statement_descriptor_suffix"
    | "transfer_group"
  >
>;
/** `null` unsets a field; the validator has made it of the empty string. */
export type TermsParams = { [K in keyof Terms]: Terms[K] | null | "" };

/** Applies the given parameters to a payment intent, checking each. Says nothing about its state. */
export function applyTerms(work: UnitOfWork, intent: PaymentIntent, params: TermsParams): PaymentIntent {
  let next = { ...intent };
  if (params.currency) next.currency = readCurrency(params.currency);
  if (params.amount != null && params.amount !== "") next.amount = params.amount;
  if (params.amount !== undefined || params.currency !== undefined)
    assertChargeable(next.amount, next.currency);
  if (params.customer) next.customer = existingCustomer(work, params.customer);
  if (params.capture_method) next.capture_method = params.capture_method;
  assertLength(params.description, LONGEST_DESCRIPTION, "description");
  for (const field of ["description", "setup_future_usage", "transfer_group"] as const)
    if (params[field] !== undefined) next[field] = params[field] || null;
  if (params.statement_descriptor !== undefined)
    next.statement_descriptor = readDescriptor(params.statement_descriptor);
  if (params.statement_descriptor_suffix !== undefined)
    next.statement_descriptor_suffix = readSuffix(params.statement_descriptor_suffix);
  if (params.receipt_email !== undefined)
    next.receipt_email = readEmail(params.receipt_email, "receipt_email");
  if (params.shipping !== undefined) next.shipping = params.shipping ? shippingOf(params.shipping) : null;
  if (params.payment_details !== undefined)
    next.payment_details = paymentDetailsOf(intent, params.payment_details);
  next = applyAmountDetails(next, params.amount_details);
  next.metadata = mergeMetadata(intent.metadata, params.metadata);
  if (params.allowed_payment_method_types !== undefined)
    next.allowed_payment_method_types = params.allowed_payment_method_types || null;
  if (params.excluded_payment_method_types !== undefined)
    next.excluded_payment_method_types = params.excluded_payment_method_types || null;
  next.payment_method_types = eligibleTypes(next);
  next.payment_method_options = mergeOptions(work, next, params.payment_method_options || undefined);
  const given = methodFromParams(work, next, params);
  if (given) next.payment_method = given.id;
  const method = given ?? work.store.find("payment_method", next.payment_method ?? "");
  if (method) assertFits(next, method);
  return next;
}

function paymentDetailsOf(
  { payment_details: before }: PaymentIntent,
  given: TermsParams["payment_details"],
): NonNullable<PaymentIntent["payment_details"]> {
  const none = { customer_reference: null, order_reference: null };
  if (!given) return none;
  const references = Object.entries(given).map(([name, value]) => [name, value || null]);
  return { ...none, ...before, ...Object.fromEntries(references) };
}
