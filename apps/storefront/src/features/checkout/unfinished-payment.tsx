import type { Stripe } from "@stripe/stripe-js";
import { type RefObject, useState } from "react";
import { paymentMessage } from "../../messages.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { PaidIntent } from "./attempt-payment.ts";

interface UnfinishedPaymentProps {
  /** Of the payment that waits for the customer. */
  clientSecret: string;
  stripe: Promise<Stripe | null>;
  /** Whether a payment is under way; shared with the parts of the page that must not disturb it. */
  paying: RefObject<boolean>;
  onPaid(payment: PaidIntent): void;
}

/** The customer left while the bank still asked: they can finish that payment here, or pay anew below. */
export function UnfinishedPayment({ clientSecret, stripe, paying, onPaid }: UnfinishedPaymentProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function finish() {
    if (paying.current) return;
    paying.current = true;
    setBusy(true);
    setProblem(null);
    const answer = await stripe
      .then((loaded) => loaded?.handleNextAction({ clientSecret }))
      .catch(() => undefined);
    const intent = answer?.paymentIntent;
    if (intent?.status === "succeeded" || intent?.status === "processing")
      return onPaid({ id: intent.id, status: intent.status, clientSecret });
    paying.current = false;
    setBusy(false);
    setProblem(paymentMessage(answer?.error ?? {}));
  }

  return (
    <Notice
      variant="warn"
      title="Your bank still has a question"
      actions={
        <Button onClick={finish} aria-disabled={busy}>
          {busy ? "Asking your bank…" : "Answer your bank"}
        </Button>
      }
    >
      <p>
        You pressed Pay before, and left while your bank was asking. Nothing was charged. Answer it now, or
        pay below: either way you are charged once only.
      </p>
      {problem && (
        <p role="alert" className="mt-2 text-bad">
          {problem}
        </p>
      )}
    </Notice>
  );
}
