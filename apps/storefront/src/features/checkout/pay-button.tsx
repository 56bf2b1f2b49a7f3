import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import type { PayPhase } from "./use-pay.ts";

interface PayButtonProps {
  phase: PayPhase;
  amount: string;
  disabled: boolean;
  hold: ReactNode;
}

/** The way to pay: at the bottom of a phone's screen, says how much, and what is happening while it happens. */
export function PayButton({ phase, amount, disabled, hold }: PayButtonProps) {
  const busy = phase !== "ready";
  return (
    <div className="sticky bottom-0 z-10 -mx-4 grid gap-2 border-t border-line bg-paper px-4 pt-2 pb-[max(1rem,env(safe-area-inset-bottom))] md:static md:mx-0 md:border-0 md:p-0">
      {hold}
      <Button
        type="submit"
        look="pay"
        className="min-h-14! w-full text-lg"
        aria-disabled={busy}
        disabled={disabled && !busy}
      >
        <span aria-live="polite">{words[phase](amount)}</span>
      </Button>
    </div>
  );
}

const words: Record<PayButtonProps["phase"], (amount: string) => string> = {
  ready: (amount) => `Pay ${amount}`,
  checking: () => "Checking your details…",
  confirming: (amount) => `Your bank is confirming ${amount}…`,
  paid: () => "Paid. Opening your order…",
};
