import { useEffect, useRef } from "react";
import type { CheckoutView } from "../../server/trpc.ts";
import { Notice } from "../../ui/notice.tsx";
import type { CheckoutProof } from "./checkout-proof.ts";
import { PaymentPlace } from "./payment-place.tsx";

interface PayProblemProps {
  checkout: Pick<CheckoutView, "id" | "reservesStock">;
  proof: CheckoutProof;
  problem: string | null;
}

/** Why the last press of the button ended without an order, or waits, scrolled into sight. */
export function PayProblem({ checkout, proof, problem }: PayProblemProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) ref.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return (
    <div ref={ref} className="mt-4 grid gap-4">
      <PaymentPlace {...{ checkout, proof }} />
      {problem && (
        <Notice key={problem} variant="bad">
          {problem}
        </Notice>
      )}
    </div>
  );
}
