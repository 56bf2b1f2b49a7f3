import { type ReactNode, type RefObject, useImperativeHandle } from "react";
import { placeFreeOrder } from "./attempt-payment.ts";
import { PayButton } from "./pay-button.tsx";
import { PayProblem } from "./pay-problem.tsx";
import { type PayProblemState, type PayTools, usePay } from "./use-pay.ts";

interface FreeOrderProps extends PayTools, PayProblemState {
  /** Lets Enter in the form order. */
  payRef: RefObject<(() => void) | null>;
  reservation: ReactNode;
}

/** In place of the payment when nothing is due: one press places the order. */
export function FreeOrder({ payRef, reservation, problem, ...tools }: FreeOrderProps) {
  const { phase, pay } = usePay({ ...tools, attempt: placeFreeOrder });
  useImperativeHandle(payRef, () => pay);
  return (
    <>
      <section aria-labelledby="payment-heading">
        <h2 id="payment-heading" className="mb-4 text-2xl">
          Payment
        </h2>
        <p className="text-soft">There is nothing to pay. Your order is confirmed as soon as you place it.</p>
        <PayProblem checkout={tools.checkout} proof={tools.proof} problem={problem} />
      </section>
      <PayButton phase={phase} labels={labels} reservation={reservation} />
    </>
  );
}

const labels = {
  ready: "Place order",
  checking: "Placing your order…",
  confirming: "Placing your order…",
  done: "Ordered. Opening your order…",
};
