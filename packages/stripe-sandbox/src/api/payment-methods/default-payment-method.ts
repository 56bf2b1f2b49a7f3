import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { missing } from "../../stripe/errors.ts";
import type { Customer } from "../../stripe/stripe-types.ts";

/** The customer with another default payment method (which has to be its own), or with none. Not stored yet. */
export function withDefault(work: UnitOfWork, customer: Customer, wanted: string | null): Customer {
  if (wanted && work.store.find("payment_method", wanted)?.customer !== customer.id)
    throw missing("payment_method", wanted, "invoice_settings[default_payment_method]");
  return defaultingTo(customer, wanted);
}

export function defaultingTo(customer: Customer, paymentMethod: string | null): Customer {
  return {
    ...customer,
    invoice_settings: { ...customer.invoice_settings, default_payment_method: paymentMethod },
  };
}

/** A payment method leaves its customer: it can be the default no longer. */
export function forgetDefault(work: UnitOfWork, customerId: string, paymentMethod: string): void {
  const customer = work.store.find("customer", customerId);
  if (customer?.invoice_settings.default_payment_method !== paymentMethod) return;
  const without = defaultingTo(customer, null);
  work.store.update(without);
  recordEvent(work, "customer.updated", without, customer);
}
