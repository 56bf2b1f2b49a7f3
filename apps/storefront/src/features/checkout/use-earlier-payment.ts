import type { Stripe } from "@stripe/stripe-js";
import { useEffect, useState } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import type { PaidIntent } from "./use-pay.ts";

/**
 * A page that was reloaded in the middle of a payment does not know how it ended. Asks Stripe before offering to pay
 * again, and goes on to the order if it was paid.
 */
export function useEarlierPayment(
  stripe: Stripe | null,
  checkout: CheckoutView,
  onPaid: (payment: PaidIntent) => void,
): boolean {
  const [asking, setAsking] = useState(checkout.state === "paying");
  useEffect(() => {
    if (!stripe || !asking) return;
    let current = true;
    stripe
      .retrievePaymentIntent(checkout.clientSecret)
      .then(({ paymentIntent }) => {
        if (!current) return;
        if (paymentIntent?.status === "succeeded" || paymentIntent?.status === "processing")
          onPaid(paymentIntent);
        else setAsking(false);
      })
      .catch(() => current && setAsking(false));
    return () => {
      current = false;
    };
  }, [stripe, checkout.clientSecret]);
  return asking;
}
