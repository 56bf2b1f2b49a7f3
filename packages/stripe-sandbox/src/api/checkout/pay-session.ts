import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { refusal, StripeError } from "../../stripe/errors.ts";
import type { CheckoutSession, PaymentIntent, PaymentMethod, Stripe } from "../../stripe/stripe-types.ts";
import { createCustomer } from "../customers/create-customer.ts";
import { cancelPaymentIntent } from "../payment-intents/cancel-payment-intent.ts";
import { confirmIntent } from "../payment-intents/confirm-payment-intent.ts";
import { createPaymentIntent } from "../payment-intents/create-payment-intent.ts";
import { getPaymentIntent } from "../payment-intents/get-payment-intent.ts";
import { updatePaymentIntent } from "../payment-intents/update-payment-intent.ts";
import { makePaymentMethod, usePaymentMethod } from "../payment-methods/make-payment-method.ts";
import type { PaymentMethodInput } from "../payment-methods/payment-method-input.ts";
import { type Choices, changeSession } from "./change-session.ts";
import { completeSession } from "./complete-session.ts";
import { type CustomerInput, getSession, privateOf } from "./get-session.ts";
import { type PayInput, readCustomerInput } from "./read-customer-input.ts";

export interface PayResult {
  session: CheckoutSession;
  /** Null when there was nothing to pay. */
  intent: PaymentIntent | null;
  /** The decline, if the bank said no. The session is still open then. */
  declined: StripeError | null;
}

/**
 * The customer presses "Pay". Ends in a complete session, in a question of the bank (3-D Secure), or in a decline,
 * which is returned and not thrown because what was recorded about the attempt has to stay.
 */
export function paySession(work: UnitOfWork, id: string, input: PayInput & Choices): PayResult {
  const chosen = changeSession(work, id, input);
  const given = readCustomerInput(work, chosen, input);
  const session = finalSum(work, chosen, given, input);
  work.store.update(session, { ...privateOf(work, id), given });
  if (session.amount_total === 0) {
    const free = withoutIntent(work, withCustomer(work, session, given));
    return { session: completeSession(work, free, "no_payment_required"), intent: null, declined: null };
  }
  const method = methodOf(work, session, given, input);
  const ready = withCustomer(work, session, given);
  const intent = intentFor(work, ready, given);
  const begun: CheckoutSession = { ...ready, payment_intent: intent.id };
  work.store.update(begun);
  try {
    const confirmed = confirmIntent(work, intent, {
      payment_method: method.id,
      use_stripe_sdk: true,
      byServer: false,
    });
    return { session: getSession(work, id), intent: confirmed, declined: null };
  } catch (error) {
    if (!(error instanceof StripeError) || !error.keepsChanges) throw error;
    return { session: getSession(work, id), intent: getPaymentIntent(work, intent.id), declined: error };
  }
}

/** The sum with the tax of the address that the customer gave; it has to be the one that the page showed. */
function finalSum(
  work: UnitOfWork,
  session: CheckoutSession,
  given: CustomerInput,
  input: PayInput,
): CheckoutSession {
  const address = given.shipping?.address ?? given.customerDetails.address;
  const final =
    session.automatic_tax.enabled && address
      ? changeSession(work, session.id, { tax_address: address })
      : session;
  if (final.automatic_tax.status === "requires_location_inputs")
    throw refusal("The address does not say enough to work out the tax.", {
      code: "customer_tax_location_invalid",
      param: given.shipping ? "shipping[address]" : "billing_address",
    });
  if (input.expected_amount !== undefined && input.expected_amount !== final.amount_total)
    throw refusal("The total of this order has changed. Look at it again before you pay.", {
      code: "amount_changed",
      param: "expected_amount",
    });
  return final;
}

/** What was to be paid before the order became free. */
function withoutIntent(work: UnitOfWork, session: CheckoutSession): CheckoutSession {
  if (!session.payment_intent) return session;
  cancelPaymentIntent(work, session.payment_intent, { cancellation_reason: "abandoned" });
  return { ...session, payment_intent: null };
}

function withCustomer(work: UnitOfWork, session: CheckoutSession, given: CustomerInput): CheckoutSession {
  if (session.customer || session.customer_creation !== "always") return session;
  const { shipping } = given;
  const { address, email, name, phone } = given.customerDetails;
  const customer = createCustomer(work, {
    ...(email ? { email } : {}),
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
    ...(address ? { address } : {}),
    ...(shipping ? { shipping: { ...shipping, ...(phone ? { phone } : {}) } } : {}),
  } as Stripe.CustomerCreateParams);
  const known = { ...session, customer: customer.id };
  work.store.update(known);
  return known;
}

/** The means of payment, with the customer's name and address on it. */
function methodOf(
  work: UnitOfWork,
  session: CheckoutSession,
  given: CustomerInput,
  input: PayInput,
): PaymentMethod {
  const { payment_method: id, payment_method_data: data } = input;
  if (!id && !data)
    throw refusal("Choose how to pay: `payment_method` or `payment_method_data` is missing.", {
      code: "parameter_missing",
      param: "payment_method",
    });
  const { address, email, name, phone } = given.customerDetails;
  const billing = { address, email, name, phone };
  const method = data
    ? makePaymentMethod(
        work,
        { ...data, billing_details: billing } as PaymentMethodInput,
        "payment_method_data",
      )
    : usePaymentMethod(work, String(id), "payment_method");
  if (!session.payment_method_types.includes(method.type))
    throw refusal(`This Checkout Session does not take payments of type ${method.type}.`, {
      param: "payment_method",
    });
  if (data || method.customer) return method;
  const signed: PaymentMethod = {
    ...method,
    billing_details: {
      ...method.billing_details,
      ...billing,
      address: address ?? method.billing_details.address,
    },
  };
  work.store.update(signed);
  return signed;
}

/** One intent for all attempts of a session; its terms are those of the session as it is now. */
function intentFor(work: UnitOfWork, session: CheckoutSession, given: CustomerInput): PaymentIntent {
  const { paymentIntentData: data } = privateOf(work, session.id);
  const { shipping } = given;
  const terms = {
    ...data,
    amount: session.amount_total ?? 0,
    currency: session.currency ?? "",
    ...(session.customer ? { customer: session.customer } : {}),
    ...(shipping ? { shipping: { ...shipping, phone: given.customerDetails.phone } } : {}),
    payment_method_options: session.payment_method_options,
    ...filtersOf(session),
  } as Stripe.PaymentIntentCreateParams;
  return session.payment_intent
    ? updatePaymentIntent(work, session.payment_intent, terms)
    : createPaymentIntent(work, terms);
}

function filtersOf(session: CheckoutSession) {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = session;
  return {
    ...(allowed ? { allowed_payment_method_types: allowed } : {}),
    ...(excluded ? { excluded_payment_method_types: excluded } : {}),
  };
}
