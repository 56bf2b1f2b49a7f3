import type { ReactNode } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import { FocusOnArrival } from "../../ui/focus-on-arrival.tsx";
import { PaymentSection, type PaymentSectionProps } from "./payment-section.tsx";
import { ReservationEnded } from "./reservation-ended.tsx";
import { ReservationLine } from "./reservation-line.tsx";
import type { useCheckout } from "./use-checkout.ts";
import { useReservation } from "./use-reservation.ts";

interface ReservedPaymentProps extends Omit<PaymentSectionProps, "reservation"> {
  checkout: CheckoutView;
  extend: ReturnType<typeof useCheckout>["extend"];
  busy: boolean;
  onRetry(): void;
}

/** The payment, for as long as the items are reserved. While a payment is under way it stays on screen. */
export function ReservedPayment({ extend, busy, onRetry, ...payment }: ReservedPaymentProps): ReactNode {
  const { checkout, orderToken, paying } = payment;
  const { reservation, endsAt } = useReservation(checkout);
  if (reservation.phase === "ended" && !paying.current) {
    return (
      <FocusOnArrival>
        <ReservationEnded busy={busy} onRetry={onRetry} />
      </FocusOnArrival>
    );
  }
  return (
    <PaymentSection
      {...payment}
      reservation={
        <ReservationLine
          reservation={reservation}
          endsAt={endsAt}
          canExtend={checkout.canExtend}
          extending={extend.isPending}
          error={extend.error}
          onExtend={() => !extend.isPending && extend.mutate({ checkoutId: checkout.id, orderToken })}
        />
      }
    />
  );
}
