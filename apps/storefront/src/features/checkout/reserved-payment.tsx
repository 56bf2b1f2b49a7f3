import type { ReactNode, RefObject } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import { FocusOnArrival } from "../../ui/focus-on-arrival.tsx";
import { ReservationEnded } from "./reservation-ended.tsx";
import { ReservationLine } from "./reservation-line.tsx";
import type { useCheckout } from "./use-checkout.ts";
import { useReservation } from "./use-reservation.ts";

interface ReservedPaymentProps {
  checkout: CheckoutView;
  orderToken: string | undefined;
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
  orderToken,
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
        <ReservationEnded busy={busy} onRetry={onRetry} />
      </FocusOnArrival>
    );
  }
  return children(
    <ReservationLine
      reservation={reservation}
      endsAt={endsAt}
      canExtend={checkout.canExtend}
      extending={extend.isPending}
      error={extend.error}
      onExtend={() => !extend.isPending && extend.mutate({ checkoutId: checkout.id, orderToken })}
    />,
  );
}
