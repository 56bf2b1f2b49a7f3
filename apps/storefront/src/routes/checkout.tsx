import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { CheckoutForm } from "../features/checkout/checkout-form.tsx";
import { forgetDetails } from "../features/checkout/saved-details.ts";
import { trpc } from "../server/trpc.ts";

export function CheckoutRoute() {
  const { data: settings } = trpc.settings.public.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { declined = false, cancelled = false, order } = useSearch({ from: "/checkout" });
  const navigate = useNavigate();
  const router = useRouter();
  const utils = trpc.useUtils();

  // The next page's code loads while the customer types, so that the order is shown at once.
  useEffect(() => {
    router.preloadRoute({ to: "/payment/success", search: {} });
  }, [router]);

  return (
    <CheckoutForm
      key={order}
      settings={settings}
      declined={declined}
      cancelled={cancelled}
      orderToken={order}
      onPaid={({ id, status, clientSecret }) =>
        navigate({
          to: "/payment/success",
          search: {
            payment_intent: id,
            payment_intent_client_secret: clientSecret,
            redirect_status: status,
          },
          // The back button must not lead to a checkout that is paid.
          replace: true,
        })
      }
      onOrdered={(token) => {
        forgetDetails();
        utils.cart.get.invalidate();
        navigate({ to: "/orders/$token", params: { token }, search: { placed: true }, replace: true });
      }}
    />
  );
}
