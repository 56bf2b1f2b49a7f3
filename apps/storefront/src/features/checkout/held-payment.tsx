import type { ReactNode } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import { FocusOnArrival } from "../../ui/focus-on-arrival.tsx";
import { HoldEnded } from "./hold-ended.tsx";
import { HoldLine } from "./hold-line.tsx";
import { PaymentSection, type PaymentSectionProps } from "./payment-section.tsx";
import type { useCheckout } from "./use-checkout.ts";
import { useHold } from "./use-hold.ts";

interface HeldPaymentProps extends Omit<PaymentSectionProps, "hold"> {
  checkout: CheckoutView;
  extend: ReturnType<typeof useCheckout>["extend"];
  busy: boolean;
  onAgain(): void;
}

/** Payment, for as long as the items are held. A payment under way is never taken off the screen. */
export function HeldPayment({ extend, busy, onAgain, ...payment }: HeldPaymentProps): ReactNode {
  const { checkout, orderToken, paying } = payment;
  const { hold, endsAt } = useHold(checkout);
  if (hold.phase === "ended" && !paying.current) {
    return (
      <FocusOnArrival>
        <HoldEnded busy={busy} onAgain={onAgain} />
      </FocusOnArrival>
    );
  }
  return (
    <PaymentSection
      {...payment}
      hold={
        <HoldLine
          hold={hold}
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
