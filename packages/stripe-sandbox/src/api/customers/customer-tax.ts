import { badParam, notCovered } from "../../stripe/errors.ts";
import type { Customer, Stripe } from "../../stripe/stripe-types.ts";
import { findPlace } from "../tax/place.ts";

/**
 * Where a customer is taxed, as the expanded `tax` shows it: at the shipping address, or else at the customer's own.
 * Stripe also looks at IP addresses and payment methods. https://docs.stripe.com/tax/customer-locations
 */
export function customerTax({ address, shipping }: Customer): Stripe.Customer.Tax {
  const [source, used] = shipping?.address?.country
    ? (["shipping_destination", shipping.address] as const)
    : (["billing_address", address] as const);
  const place = used ? findPlace(used) : null;
  return {
    automatic_tax: !place ? "unrecognized_location" : place.area ? "supported" : "not_collecting",
    ip_address: null,
    location: place ? { country: place.country, source, state: place.state } : null,
    provider: "stripe",
  };
}

/** Carries out `tax[validate_location]`: `immediately` refuses an address that does not say where tax is due. */
export function checkTaxLocation(customer: Customer, tax: Stripe.CustomerUpdateParams.Tax | undefined): void {
  if (tax?.ip_address) throw notCovered("the parameter 'tax[ip_address]' of customers");
  if (tax?.validate_location !== "immediately") return;
  if (customerTax(customer).automatic_tax === "unrecognized_location")
    throw badParam(
      "address",
      "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
      "customer_tax_location_invalid",
    );
}
