import { type ReactNode, useEffect } from "react";
import { errorWords } from "../messages.ts";
import { useStartSync } from "../server/sync-runs.ts";
import { ActionButton } from "./action-button.tsx";

/** Asks Stripe how these orders stand. */
export function SyncButton({
  numbers,
  whyNot,
  onStarted,
  onSay,
}: {
  numbers: readonly string[];
  whyNot: string | null;
  onStarted: (runId: string) => void;
  onSay: (words: ReactNode) => void;
}) {
  const { start, isStarting, error, isOpen } = useStartSync(onStarted);
  useEffect(() => {
    if (error !== null)
      onSay(errorWords(error) + (isOpen ? " Press again to be sure: it is never done twice." : ""));
  }, [error, isOpen, onSay]);
  return (
    <ActionButton
      whyNot={whyNot}
      loading={isStarting}
      onPress={() => start({ orderNumbers: [...numbers] })}
      onRefused={onSay}
    >
      Sync with Stripe
    </ActionButton>
  );
}
