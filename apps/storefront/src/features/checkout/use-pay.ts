import type { CheckoutDetails } from "@dualtrack/contract";
import { type RefObject, useEffect, useState } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import type { PaidIntent, PaymentOutcome, Press } from "./attempt-payment.ts";
import type { CheckoutProof } from "./checkout-proof.ts";

export type PayPhase = "ready" | "checking" | "confirming" | "done";

export interface PayTools {
  checkout: CheckoutView;
  proof: CheckoutProof;
  /** The method that the customer has chosen; undefined: the quote's. */
  shippingMethodId: string | undefined;
  /** Whether the rest of the order is wanted if a booked time is gone when the payment comes. */
  keepsRestIfLate: boolean;
  /** True from the press until the outcome; shared with the parts of the page that must not disturb a payment. */
  paying: RefObject<boolean>;
  check(): CheckoutDetails | null;
  onPaid(payment: PaidIntent): void;
  /** Called when the order is placed, as nothing was due. */
  onOrdered(orderToken: string): void;
  /** The payment is open at Stripe, for what the checkout says now. */
  onPrepared(checkout: CheckoutView): void;
  /** Called when the shop refuses before anything was charged. */
  onRefused(error: unknown): void;
  /** Called when the price is not the one that the customer has seen: shows them the new one. */
  onQuoteChanged(): Promise<void>;
  /** Called when Stripe takes no payment for this checkout any more: another tab has ended it. */
  onEnded(): void;
}

interface Attempt extends Press {
  onPrepared(checkout: CheckoutView): void;
}

/** Why the last press ended without an order. The page keeps it, as the form may change with the price. */
export interface PayProblemState {
  problem: string | null;
  onProblem(problem: string | null): void;
}

interface PayOptions extends PayTools, Pick<PayProblemState, "onProblem"> {
  /** Null: the payment form has not loaded yet. */
  attempt: ((attempt: Attempt) => Promise<PaymentOutcome>) | null;
}

/** Pays for the checkout, or orders what costs nothing. A second press while one is under way does nothing. */
export function usePay({
  attempt,
  checkout,
  proof,
  shippingMethodId,
  keepsRestIfLate,
  paying,
  check,
  onPaid,
  onOrdered,
  onPrepared,
  onRefused,
  onQuoteChanged,
  onEnded,
  onProblem,
}: PayOptions) {
  const [phase, setPhase] = useState<PayPhase>("ready");
  const isSlow = useSlow(phase === "confirming");

  async function pay() {
    if (paying.current || !attempt) return;
    const details = check();
    if (!details) return;
    paying.current = true;
    onProblem(null);
    setPhase("checking");
    const { id: checkoutId, quoteNumber } = checkout;
    const outcome = await attempt({
      ...{ details, checkoutId, quoteNumber, proof, shippingMethodId, keepsRestIfLate },
      onPrepared: (prepared) => {
        onPrepared(prepared);
        setPhase("confirming");
      },
    });
    if (outcome.kind === "paid" || outcome.kind === "ordered" || outcome.kind === "leaving") {
      setPhase("done");
      if (outcome.kind === "paid") onPaid(outcome.payment);
      if (outcome.kind === "ordered") onOrdered(outcome.orderToken);
      return;
    }
    if (outcome.kind === "quote_changed") await onQuoteChanged();
    if (outcome.kind === "refused") onRefused(outcome.error);
    if (outcome.kind === "ended") onEnded();
    onProblem("message" in outcome ? outcome.message : null);
    setPhase("ready");
    paying.current = false;
  }

  return { phase, isSlow, pay };
}

/** After this time a note says that the bank is still working on it, in ms. */
const slowMs = 10_000;

function useSlow(isWaiting: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isWaiting]);
  return isSlow;
}
