import type { PaymentPage } from "@dualtrack/contract";
import type { Stripe } from "@stripe/stripe-js";
import type { ComponentProps, RefObject } from "react";
import type { CheckoutView, PublicSettings } from "../../server/trpc.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { FreeOrder } from "./free-order.tsx";
import { HostedPayment } from "./hosted-payment.tsx";
import { PaymentSection, PaymentSkeleton } from "./payment-section.tsx";
import { ReservedPayment } from "./reserved-payment.tsx";
import type { PayProblemState, PayTools } from "./use-pay.ts";

interface PaymentAreaProps {
  checkout: CheckoutView | undefined;
  settings: PublicSettings | undefined;
  page: PaymentPage;
  /** Null: it is not loaded, or not needed. */
  stripe: Promise<Stripe | null> | null;
  /** Whether Stripe.js could not be loaded. */
  failed: boolean;
  onRetryLoading(): void;
  reserved: Omit<ComponentProps<typeof ReservedPayment>, "checkout" | "children">;
  tools: Omit<PayTools, "checkout"> & PayProblemState & { payRef: RefObject<(() => void) | null> };
}

/** Where the customer pays: the shop's form, the way to Stripe's page, or a button alone if nothing is due. */
export function PaymentArea(props: PaymentAreaProps) {
  const { checkout, settings, page, stripe, failed, onRetryLoading, reserved, tools } = props;
  const isFree = checkout?.total.amount === 0;
  if (checkout && isFree)
    return (
      <ReservedPayment {...{ ...reserved, checkout }}>
        {(reservation) => <FreeOrder {...{ ...tools, checkout, reservation }} />}
      </ReservedPayment>
    );
  if (checkout && settings && page === "stripe")
    return (
      <ReservedPayment {...{ ...reserved, checkout }}>
        {(reservation) => (
          <HostedPayment {...{ ...tools, checkout, reservation }} testMode={settings.testMode} />
        )}
      </ReservedPayment>
    );
  if (failed)
    return (
      <Notice
        variant="bad"
        title="The payment form did not load"
        actions={<Button onClick={onRetryLoading}>Try again</Button>}
      >
        The payment service can't be reached. Nothing was charged, and what you typed is kept.
      </Notice>
    );
  if (checkout && settings && stripe)
    return (
      <ReservedPayment {...{ ...reserved, checkout }}>
        {(reservation) => (
          <PaymentSection
            {...{ ...tools, checkout, stripe, reservation }}
            testMode={settings.testMode}
            seller={settings.seller.name}
          />
        )}
      </ReservedPayment>
    );
  return (
    <div className="relative min-h-72">
      <PaymentSkeleton />
    </div>
  );
}
