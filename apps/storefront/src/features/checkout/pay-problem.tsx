import { useEffect, useRef } from "react";
import { Notice } from "../../ui/notice.tsx";
import type { CheckoutProof } from "./checkout-proof.ts";
import { PaymentPlace } from "./payment-place.tsx";

interface PayProblemProps {
  checkoutId: string;
  proof: CheckoutProof;
  problem: string | null;
}

/** Why the last press of the button ended without an order, or waits, scrolled into sight. */
export function PayProblem({ checkoutId, proof, problem }: PayProblemProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) ref.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return (
    <div ref={ref} className="mt-4 grid gap-4">
      <PaymentPlace {...{ checkoutId, proof }} />
      {problem && (
        <Notice key={problem} variant="bad">
          {problem}
        </Notice>
      )}
    </div>
  );
}
