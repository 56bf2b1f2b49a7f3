import type { ReactNode } from "react";
import { BottomBar } from "../../ui/bottom-bar.tsx";
import { Button } from "../../ui/button.tsx";
import { usePaymentPlace } from "./payment-line.ts";
import type { PayPhase } from "./use-pay.ts";

interface PayButtonProps {
  phase: PayPhase;
  /** What the button says in each phase. */
  labels: Record<PayPhase, string>;
  disabled?: boolean;
  reservation: ReactNode;
  /** Whether the customer is typing into the card fields. */
  isTyping?: boolean;
  /** Whether the bank takes long to answer. */
  isSlow?: boolean;
}

/** The button that pays or orders: at the bottom of a phone's screen. Its label says what is happening. */
export function PayButton({
  phase,
  labels,
  disabled = false,
  reservation,
  isTyping = false,
  isSlow = false,
}: PayButtonProps) {
  const busy = phase !== "ready";
  const waits = usePaymentPlace()?.kind === "waiting";
  return (
    <BottomBar yields={isTyping}>
      {reservation}
      <Button
        type="submit"
        variant="pay"
        className="min-h-14! w-full text-lg"
        aria-disabled={busy}
        disabled={disabled && !busy}
      >
        <span aria-live="polite">{waits ? "Waiting for your turn…" : labels[phase]}</span>
      </Button>
      <p role="status" className={isSlow ? "" : "sr-only"}>
        {isSlow
          ? "This takes longer than usual. You can't be charged twice, and nothing is lost if you close this page: if the payment goes through, your order is made, and we write to you."
          : ""}
      </p>
    </BottomBar>
  );
}
