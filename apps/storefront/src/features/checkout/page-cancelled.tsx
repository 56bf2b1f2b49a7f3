import { formatMoment } from "../../messages.ts";
import type { CheckoutView } from "../../server/trpc.ts";
import { Notice } from "../../ui/notice.tsx";
import { useReservation } from "./use-reservation.ts";

/** What has become of the payment of a customer who left Stripe's page without paying, for as long as the items are reserved. */
export function PageCancelled({ checkout }: { checkout: CheckoutView }) {
  const { reservation, endsAt } = useReservation(checkout);
  if (reservation.phase === "ended") return null;
  return (
    <Notice variant="plain" title="You left Stripe’s page before you paid">
      Nothing was charged. {checkout.reservesStock ? "Your items are reserved for you" : "This price holds"}{" "}
      until <strong>{formatMoment(endsAt)}</strong>. Pay below whenever you are ready.
    </Notice>
  );
}
