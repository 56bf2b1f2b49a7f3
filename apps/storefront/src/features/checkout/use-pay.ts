import type { CheckoutDetails } from "@dualtrack/contract";
import type { Stripe, StripeElements } from "@stripe/stripe-js";
import { type RefObject, useEffect, useState } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import { attemptPayment, type PaidIntent } from "./attempt-payment.ts";

export type PayPhase = "ready" | "checking" | "confirming" | "paid";

export interface PayTools {
  stripe: Stripe | null;
  elements: StripeElements | null;
  checkout: CheckoutView;
  /** The token of the order that is paid another way. */
  orderToken: string | undefined;
  /** The method that the customer has chosen; undefined: the quote's. */
  shippingMethodId: string | undefined;
  /** True from the press until the outcome; shared with the parts of the page that must not disturb a payment. */
  paying: RefObject<boolean>;
  check(): CheckoutDetails | null;
  onPaid(payment: PaidIntent): void;
  /** The payment is open at Stripe, for what the checkout says now. */
  onPrepared(checkout: CheckoutView): void;
  /** Called when the shop refuses before anything was charged. */
  onRefused(error: unknown): void;
  /** Called when the price is not the one that the customer has seen: shows them the new one. */
  onQuoteChanged(): Promise<void>;
  /** Called when Stripe takes no payment for this checkout any more: another tab has ended it. */
  onEnded(): void;
}

/** Pays for the checkout. A second press while one is under way does nothing. */
export function usePay({
  stripe,
  elements,
  checkout,
  orderToken,
  shippingMethodId,
  paying,
  check,
  onPaid,
  onPrepared,
  onRefused,
  onQuoteChanged,
  onEnded,
}: PayTools) {
  const [phase, setPhase] = useState<PayPhase>("ready");
  const [problem, setProblem] = useState<string | null>(null);
  const isSlow = useSlow(phase === "confirming");

  async function pay() {
    if (paying.current || !stripe || !elements) return;
    const details = check();
    if (!details) return;
    paying.current = true;
    setProblem(null);
    setPhase("checking");
    const { id: checkoutId, quoteNumber } = checkout;
    const outcome = await attemptPayment({
      ...{ stripe, elements, details, checkoutId, quoteNumber, orderToken, shippingMethodId },
      byWallet: false,
      onPrepared: (prepared) => {
        onPrepared(prepared);
        setPhase("confirming");
      },
    });
    if (outcome.kind === "paid") {
      setPhase("paid");
      onPaid(outcome.payment);
      return;
    }
    if (outcome.kind === "quote_changed") await onQuoteChanged();
    if (outcome.kind === "refused") onRefused(outcome.error);
    if (outcome.kind === "ended") onEnded();
    setProblem("message" in outcome ? outcome.message : null);
    setPhase("ready");
    paying.current = false;
  }

  return { phase, isSlow, problem, pay };
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
