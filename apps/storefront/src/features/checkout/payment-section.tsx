import { formatMoney } from "@dualtrack/contract";
import { Elements, PaymentElement, useElements, useStripe } from "@stripe/react-stripe-js";
import type { Stripe } from "@stripe/stripe-js";
import { type ReactNode, type RefObject, useImperativeHandle, useState } from "react";
import { Notice } from "../../ui/notice.tsx";
import { fonts, useAppearance } from "./appearance.ts";
import { attemptPayment } from "./attempt-payment.ts";
import { ChargedAtOnce } from "./charged-at-once.tsx";
import { PayButton } from "./pay-button.tsx";
import { PayProblem } from "./pay-problem.tsx";
import { ReservedOnly } from "./reserved-only.tsx";
import { TestCard } from "./test-card.tsx";
import { type PayProblemState, type PayTools, usePay } from "./use-pay.ts";

interface PaymentSectionProps extends PayTools, PayProblemState {
  stripe: Promise<Stripe | null>;
  testMode: boolean;
  /** The recipient of a direct debit, named in its mandate. */
  seller: string;
  /** Lets Enter in the form pay. */
  payRef: RefObject<(() => void) | null>;
  reservation: ReactNode;
}

export function PaymentSection(props: PaymentSectionProps) {
  const appearance = useAppearance();
  const { id, total, captureMethod } = props.checkout;
  return (
    // The payment is opened when Pay is pressed: until then Stripe knows its sum from here.
    <Elements
      key={id}
      stripe={props.stripe}
      options={{ mode: "payment", ...total, captureMethod, appearance, fonts, loader: "never" }}
    >
      <Payment {...props} />
    </Elements>
  );
}

function Payment({ testMode, seller, payRef, reservation, problem, ...tools }: PaymentSectionProps) {
  const stripe = useStripe();
  const elements = useElements();
  const [loaded, setLoaded] = useState<"no" | "yes" | "failed">("no");
  const [isTyping, setTyping] = useState(false);
  const { phase, isSlow, pay } = usePay({
    ...tools,
    attempt:
      stripe && elements && ((attempt) => attemptPayment({ ...attempt, stripe, elements, byWallet: false })),
  });
  useImperativeHandle(payRef, () => pay);
  const amount = formatMoney(tools.checkout.total);
  const isReserved = tools.checkout.captureMethod === "manual";

  return (
    <>
      <section aria-labelledby="payment-heading">
        <h2 id="payment-heading" className="mb-4 text-2xl">
          Payment
        </h2>
        {testMode && <TestCard />}
        {isReserved && <ReservedOnly amount={amount} />}
        {tools.checkout.isChargedEarly && <ChargedAtOnce amount={amount} />}
        {/* Stripe's frame is of a light scheme; told otherwise, browsers paint it white in a dark page. */}
        <div className={`relative scheme-light ${loaded === "no" ? "min-h-40 sm:min-h-24" : ""}`}>
          {loaded === "no" && <PaymentSkeleton />}
          {loaded === "failed" ? (
            <Notice variant="bad" title="The payment form did not load">
              Nothing was charged. Check your connection and reload the page; what you typed is kept.
            </Notice>
          ) : (
            <PaymentElement
              options={{
                layout: "tabs",
                business: { name: seller },
                fields: { billingDetails: { name: "never", email: "never", address: "never" } },
              }}
              onReady={() => setLoaded("yes")}
              onFocus={() => setTyping(true)}
              onBlur={() => setTyping(false)}
              onLoadError={() => setLoaded("failed")}
            />
          )}
        </div>
        <PayProblem checkout={tools.checkout} proof={tools.proof} problem={problem} />
      </section>
      <PayButton
        phase={phase}
        labels={{
          ready: isReserved ? `Order, and reserve ${amount}` : `Pay ${amount}`,
          checking: "Checking your details…",
          confirming: `Your bank is confirming ${amount}…`,
          done: isReserved ? "Ordered. Opening your order…" : "Paid. Opening your order…",
        }}
        disabled={loaded !== "yes"}
        {...{ reservation, isTyping, isSlow }}
      />
    </>
  );
}

export function PaymentSkeleton() {
  return (
    <div className="absolute inset-0" role="status" aria-label="The payment form is loading">
      <div className="grid grid-cols-2 gap-3 pt-6 sm:grid-cols-[2fr_1fr_1fr]">
        <div className="skeleton col-span-2 h-12 sm:col-span-1" />
        <div className="skeleton h-12 max-sm:mt-5" />
        <div className="skeleton h-12 max-sm:mt-5" />
      </div>
    </div>
  );
}
