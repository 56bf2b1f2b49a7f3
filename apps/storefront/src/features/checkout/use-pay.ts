import { type CheckoutDetails, refusedDetail } from "@dualtrack/contract";
import type { Stripe, StripeElements, StripeError } from "@stripe/stripe-js";
import { type RefObject, useEffect, useState } from "react";
import { errorMessage, paymentMessage } from "../../messages.ts";
import { isTemporary, RefusedElsewhere, refusalOf, refusedWith } from "../../server/refusals.ts";
import { type CheckoutView, trpc } from "../../server/trpc.ts";
import { billingDetailsOf } from "./billing-details.ts";

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

/** A payment that the customer has made; its secret proves that it is theirs. */
export interface PaidIntent {
  id: string;
  status: string;
  clientSecret: string;
}

type Intent = Pick<PaidIntent, "id" | "status">;

const isDone = (intent: Intent | undefined): intent is Intent =>
  intent?.status === "succeeded" || intent?.status === "processing";

const unknownOutcome =
  "The connection was lost before your bank answered. Press the button again: a payment is taken once only, so you can't be charged twice.";

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
  const prepare = trpc.checkout.prepare.useMutation();
  const isSlow = useSlow(phase === "confirming");

  async function attempt(tools: { stripe: Stripe; elements: StripeElements }, details: CheckoutDetails) {
    const card = await tools.elements.submit();
    if (card.error) return paymentMessage(card.error);

    let clientSecret: string;
    try {
      const { id: checkoutId, quoteNumber } = checkout;
      const prepared = await prepare.mutateAsync({
        ...{ checkoutId, quoteNumber, orderToken, shippingMethodId },
        ...details,
      });
      onPrepared(prepared);
      clientSecret = prepared.payment.clientSecret;
    } catch (error) {
      if (refusedWith(error, "QUOTE_CHANGED")) {
        await onQuoteChanged();
        return errorMessage(error);
      }
      const isOver = !isTemporary(error) || refusedWith(error, "PAYMENT_UNCERTAIN");
      if (refusalOf(error) && isOver) {
        onRefused(error);
        return null;
      }
      return refusalOf(error) ? errorMessage(error) : `${errorMessage(error)} Nothing was charged.`;
    }

    setPhase("confirming");
    const { error, paymentIntent } = await tools.stripe.confirmPayment({
      elements: tools.elements,
      clientSecret,
      confirmParams: {
        return_url: `${location.origin}/payment/success`,
        payment_method_data: { billing_details: billingDetailsOf(details) },
      },
      redirect: "if_required",
    });
    const paid = isDone(paymentIntent)
      ? paymentIntent
      : await paidAfterAll(tools.stripe, clientSecret, error);
    if (paid === "unknown") return unknownOutcome;
    if (paid === "ended") {
      onEnded();
      return null;
    }
    if (paid) return { id: paid.id, status: paid.status, clientSecret };
    const refused = error && refusedDetail(error, { sameBilling: details.billing === null });
    if (refused) {
      onRefused(new RefusedElsewhere({ code: "DETAILS_REFUSED", details: refused }));
      return null;
    }
    return paymentMessage(error ?? {});
  }

  async function pay() {
    if (paying.current || !stripe || !elements) return;
    const details = check();
    if (!details) return;
    paying.current = true;
    setProblem(null);
    setPhase("checking");
    const outcome = await attempt({ stripe, elements }, details).catch(() => unknownOutcome);
    if (typeof outcome === "object" && outcome) {
      setPhase("paid");
      onPaid(outcome);
      return;
    }
    setProblem(outcome);
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

/** An error may hide a payment: one from another tab, or an attempt whose answer was lost. */
async function paidAfterAll(
  stripe: Stripe,
  clientSecret: string,
  error: StripeError | undefined,
): Promise<Intent | "ended" | "unknown" | null> {
  if (isDone(error?.payment_intent)) return error.payment_intent;
  if (error?.type === "card_error" || error?.type === "validation_error") return null;
  return stripe.retrievePaymentIntent(clientSecret).then(
    ({ paymentIntent }) => {
      if (!paymentIntent) return "unknown";
      const ended = paymentIntent.status === "canceled" || error?.code === "payment_intent_unexpected_state";
      if (isDone(paymentIntent)) return paymentIntent;
      return ended ? "ended" : null;
    },
    () => "unknown",
  );
}
