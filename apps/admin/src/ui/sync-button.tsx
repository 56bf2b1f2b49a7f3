import { type ReactNode, useEffect } from "react";
import { errorMessage } from "../messages.ts";
import { useStartSync } from "../server/sync-runs.ts";
import { ActionButton } from "./action-button.tsx";

/** Starts a sync of these orders with Stripe. */
export function SyncButton({
  numbers,
  whyNot,
  onStarted,
  onFact,
}: {
  numbers: readonly string[];
  whyNot: string | null;
  onStarted: (runId: string) => void;
  onFact: (message: ReactNode) => void;
}) {
  const { start, isStarting, error, isOpen } = useStartSync(onStarted);
  useEffect(() => {
    if (error !== null)
      onFact(errorMessage(error) + (isOpen ? " Press again to be sure: it is never done twice." : ""));
  }, [error, isOpen, onFact]);
  return (
    <ActionButton
      whyNot={whyNot}
      loading={isStarting}
      onPress={() => start({ orderNumbers: [...numbers] })}
      onRefused={onFact}
    >
      Sync with Stripe
    </ActionButton>
  );
}
