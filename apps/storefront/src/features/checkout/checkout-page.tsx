import { useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { markPaid } from "../../paid-moment.ts";
import { trpc } from "../../server/trpc.ts";
import { CheckoutForm } from "./checkout-form.tsx";
import type { CheckoutProof } from "./checkout-proof.ts";
import { forgetDetails } from "./saved-details.ts";

interface CheckoutPageProps {
  /** Whether the bank refused on its own page and sent the customer back. */
  declined: boolean;
  /** Whether the customer left Stripe's page without paying. */
  cancelled: boolean;
  proof: CheckoutProof;
}

/** The checkout with the ways that lead on from it. */
export function CheckoutPage({ declined, cancelled, proof }: CheckoutPageProps) {
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  const navigate = useNavigate();
  const router = useRouter();
  const utils = trpc.useUtils();

  // The next page's code loads while the customer types, so that the order is shown at once.
  useEffect(() => {
    router.preloadRoute({ to: "/payment/success", search: {} });
  }, [router]);

  return (
    <CheckoutForm
      key={proof.orderToken ?? proof.linkToken}
      {...{ settings, declined, cancelled, proof }}
      onPaid={({ id, status, clientSecret }) => {
        markPaid();
        navigate({
          to: "/payment/success",
          search: {
            payment_intent: id,
            payment_intent_client_secret: clientSecret,
            redirect_status: status,
          },
          // The back button must not lead to a checkout that is paid.
          replace: true,
        });
      }}
      onOrdered={(token) => {
        forgetDetails();
        utils.cart.get.invalidate();
        navigate({ to: "/orders/$token", params: { token }, search: { placed: true }, replace: true });
      }}
    />
  );
}
