import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { newId, randomWord } from "../../core/ids.ts";
import { recordEvent } from "../../events/record-event.ts";
import { StripeError } from "../../stripe/errors.ts";
import type { Customer, PaymentMethod, Stripe } from "../../stripe/stripe-types.ts";
import { defaultingTo, withDefault } from "../payment-methods/default-payment-method.ts";
import { usePaymentMethod } from "../payment-methods/make-payment-method.ts";
import { attachPaymentMethod } from "../payment-methods/payment-methods.ts";
import { applyCustomerChange } from "./customer-fields.ts";
import { checkTaxLocation } from "./customer-tax.ts";

/** Makes a customer, with a payment method if one is given. https://docs.stripe.com/api/customers/create */
export function createCustomer(work: UnitOfWork, params: Stripe.CustomerCreateParams): Customer {
  const blank: Customer = {
    id: newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: work.clock.seconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomWord(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  let customer = applyCustomerChange(blank, params);
  checkTaxLocation(customer, params.tax);
  const method = params.payment_method && usePaymentMethod(work, params.payment_method, "payment_method");
  const wanted = params.invoice_settings?.default_payment_method;
  if (wanted)
    customer =
      method && wanted === params.payment_method
        ? defaultingTo(customer, method.id)
        : withDefault(work, customer, wanted);
  work.store.insert(customer, null, customer.created);
  recordEvent(work, "customer.created", customer);
  if (method) attach(work, method, customer.id);
  return customer;
}

/** A card that declines leaves no customer behind, unlike a payment, which keeps its failed charge. */
function attach(work: UnitOfWork, method: PaymentMethod, customer: string): void {
  try {
    attachPaymentMethod(work, method, customer);
  } catch (error) {
    throw error instanceof StripeError ? new StripeError(error.status, error.body) : error;
  }
}
