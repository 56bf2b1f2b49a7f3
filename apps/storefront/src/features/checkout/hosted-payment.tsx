import { formatMoney } from "@dualtrack/contract";
import { type ReactNode, type RefObject, useEffect, useImperativeHandle } from "react";
import { trpc } from "../../server/trpc.ts";
import { openPaymentPage } from "./attempt-payment.ts";
import { ChargedAtOnce } from "./charged-at-once.tsx";
import { PayButton } from "./pay-button.tsx";
import { PayProblem } from "./pay-problem.tsx";
import { ReservedOnly } from "./reserved-only.tsx";
import { TestCard } from "./test-card.tsx";
import { type PayProblemState, type PayTools, usePay } from "./use-pay.ts";

interface HostedPaymentProps extends PayTools, PayProblemState {
  testMode: boolean;
  /** Lets Enter in the form pay. */
  payRef: RefObject<(() => void) | null>;
  reservation: ReactNode;
}

/** In place of the payment form: the customer pays on Stripe's page and comes back. */
export function HostedPayment({ testMode, payRef, reservation, problem, ...tools }: HostedPaymentProps) {
  const utils = trpc.useUtils();
  const { phase, isSlow, pay } = usePay({
    ...tools,
    attempt: async (press) => {
      const outcome = await openPaymentPage(press);
      // Staff have changed where customers pay: the page follows.
      if (outcome.kind === "failed") void utils.settings.public.invalidate();
      return outcome;
    },
  });
  useImperativeHandle(payRef, () => pay);
  useReloadWhenBack();
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
        <p className="text-soft">
          You pay on a page of Stripe, which takes payments for this shop, and come back here afterwards.
          {tools.checkout.reservesStock && " Your items stay reserved meanwhile."}
        </p>
        <PayProblem checkout={tools.checkout} proof={tools.proof} problem={problem} />
      </section>
      <PayButton
        phase={phase}
        labels={{
          ready: isReserved ? `Reserve ${amount} at Stripe` : `Pay ${amount} at Stripe`,
          checking: "Opening Stripe’s page…",
          confirming: "Opening Stripe’s page…",
          done: "Opening Stripe’s page…",
        }}
        {...{ reservation, isSlow }}
      />
    </>
  );
}

/** The back button shows this page as it was left, with a button that is still opening the other one. */
function useReloadWhenBack(): void {
  useEffect(() => {
    const reload = ({ persisted }: PageTransitionEvent) => persisted && location.reload();
    addEventListener("pageshow", reload);
    return () => removeEventListener("pageshow", reload);
  }, []);
}
