import { type CheckoutDetails, emailWithAsciiDomain } from "@dualtrack/contract";

/**
 * The payer in the form that Stripe's Payment Element expects: our form asks, so that Stripe's fields don't have to.
 */
export function billingDetailsOf({ contact, shippingAddress, billing }: CheckoutDetails) {
  const address = billing?.address ?? shippingAddress;
  if (address === null) throw new Error("Details without an address were accepted");
  const { line1, line2, postalCode, city, state, country } = address;
  return {
    name: billing?.name ?? contact.name,
    email: emailWithAsciiDomain(contact.email),
    ...(contact.phone === "" ? {} : { phone: contact.phone }),
    address: { line1, line2, postal_code: postalCode, city, state, country },
  };
}
