import type { PaymentIntent, Stripe } from "../../stripe/stripe-types.ts";

/** The shipping details, with all keys. */
export function shippingOf(shipping: Stripe.PaymentIntentCreateParams.Shipping): PaymentIntent["shipping"] {
  const { city, country, line1, line2, postal_code, state } = shipping.address ?? {};
  return {
    address: {
      city: city ?? null,
      country: country ?? null,
      line1: line1 ?? null,
      line2: line2 ?? null,
      postal_code: postal_code ?? null,
      state: state ?? null,
    },
    carrier: shipping.carrier ?? null,
    name: shipping.name,
    phone: shipping.phone ?? null,
    tracking_number: shipping.tracking_number ?? null,
  };
}
