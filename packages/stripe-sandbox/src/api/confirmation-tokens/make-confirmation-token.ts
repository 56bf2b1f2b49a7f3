import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId } from "../../core/ids.ts";
import { badParam } from "../../stripe/errors.ts";
import { readUrl } from "../../stripe/limits.ts";
import type { ConfirmationToken, PaymentMethod, Stripe } from "../../stripe/stripe-types.ts";
import { makePaymentMethod, usePaymentMethod } from "../payment-methods/make-payment-method.ts";
import type { PaymentMethodInput } from "../payment-methods/payment-method-input.ts";

/** The payment method it will be, which exists already but is nobody's business before the token is used. */
export interface TokenPrivate {
  paymentMethod: string;
}

/** https://docs.stripe.com/api/confirmation_tokens/object#confirmation_token_object-expires_at */
const LIFETIME_SECONDS = 12 * 60 * 60;

/** The parameters of `POST /v1/test_helpers/confirmation_tokens`, and who else made it. */
export interface TokenInput {
  payment_method?: string;
  payment_method_data?: PaymentMethodInput;
  return_url?: string;
  setup_future_usage?: ConfirmationToken["setup_future_usage"];
  shipping?: { address: Partial<Stripe.Address>; name: string; phone?: string };
  /** Stripe.js made it: it will handle next actions, and the customer has read what they agree to. */
  byBrowser?: { ip: string; userAgent: string };
}

/** Keeps what a customer filled in until a server confirms with it. https://docs.stripe.com/payments/finalize-payments-on-the-server */
export function makeConfirmationToken(work: UnitOfWork, input: TokenInput): ConfirmationToken {
  const method = methodOf(work, input);
  const created = work.clock.seconds();
  const { byBrowser, shipping } = input;
  const token: ConfirmationToken = {
    id: newId("ctoken"),
    object: "confirmation_token",
    created,
    expires_at: created + LIFETIME_SECONDS,
    livemode: false,
    mandate_data: byBrowser
      ? {
          customer_acceptance: {
            type: "online",
            online: { ip_address: byBrowser.ip, user_agent: byBrowser.userAgent },
          },
        }
      : null,
    metadata: {},
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: previewOf(method),
    return_url: input.return_url === undefined ? null : readUrl(input.return_url, "return_url"),
    setup_future_usage: input.setup_future_usage ?? null,
    setup_intent: null,
    shipping: shipping
      ? {
          address: { ...blankAddress, ...shipping.address },
          name: shipping.name,
          phone: shipping.phone ?? null,
        }
      : null,
    use_stripe_sdk: byBrowser !== undefined,
  };
  work.store.insert(token, { paymentMethod: method.id } satisfies TokenPrivate, created);
  return token;
}

function methodOf(work: UnitOfWork, input: TokenInput): PaymentMethod {
  if (input.payment_method && input.payment_method_data)
    throw badParam(
      "payment_method_data",
      "You may only specify one of these parameters: payment_method, payment_method_data.",
      "parameters_exclusive",
    );
  if (input.payment_method_data)
    return makePaymentMethod(work, input.payment_method_data, "payment_method_data");
  if (input.payment_method) return usePaymentMethod(work, input.payment_method, "payment_method");
  throw badParam("payment_method", "Missing required param: payment_method.", "parameter_missing");
}

/** What will be charged, without its id. */
function previewOf(method: PaymentMethod): ConfirmationToken["payment_method_preview"] {
  const { type, billing_details, card, sepa_debit, allow_redisplay, customer } = method;
  return {
    ...(allow_redisplay ? { allow_redisplay } : {}),
    billing_details,
    customer,
    customer_account: null,
    type,
    ...(card ? { card } : {}),
    ...(sepa_debit ? { sepa_debit } : {}),
  };
}

const blankAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
