import type { ReactNode, RefObject } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import { FocusOnArrival } from "../../ui/focus-on-arrival.tsx";
import type { CheckoutProof } from "./checkout-proof.ts";
import { LinkChanged } from "./link-changed.tsx";
import { ReservationEnded } from "./reservation-ended.tsx";
import { ReservationLine } from "./reservation-line.tsx";
import type { useCheckout } from "./use-checkout.ts";
import { useReservation } from "./use-reservation.ts";

interface ReservedPaymentProps {
  checkout: CheckoutView;
  proof: CheckoutProof;
  paying: RefObject<boolean>;
  extend: ReturnType<typeof useCheckout>["extend"];
  busy: boolean;
  onRetry(): void;
  /** The payment; it shows the line about the reservation. */
  children(reservation: ReactNode): ReactNode;
}

/** The payment, for as long as the items are reserved. While a payment is under way it stays on screen. */
export function ReservedPayment({
  checkout,
  proof,
  paying,
  extend,
  busy,
  onRetry,
  children,
}: ReservedPaymentProps): ReactNode {
  const { reservation, endsAt } = useReservation(checkout);
  if (reservation.phase === "ended" && !paying.current) {
    return (
      <FocusOnArrival>
        {proof.linkToken === undefined ? (
          <ReservationEnded busy={busy} onRetry={onRetry} />
        ) : (
          <LinkChanged why="It is no longer reserved for you. Nothing was charged." {...{ busy, onRetry }} />
        )}
      </FocusOnArrival>
    );
  }
  return children(
    <ReservationLine
      reservesStock={checkout.reservesStock}
      reservation={reservation}
      endsAt={endsAt}
      canExtend={checkout.canExtend}
      extending={extend.isPending}
      error={extend.error}
      onExtend={() => !extend.isPending && extend.mutate({ checkoutId: checkout.id, ...proof })}
    />,
  );
}
