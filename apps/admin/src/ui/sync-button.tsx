import { type ReactNode, useEffect } from "react";
import { errorMessage } from "../messages.ts";
import { useStartSync } from "../server/sync-runs.ts";
import { ActionButton } from "./action-button.tsx";

/** Starts a sync of these orders with Stripe. */
export function SyncButton({
  numbers,
  disabledReason,
  onStarted,
  onNotice,
}: {
  numbers: readonly string[];
  disabledReason: string | null;
  onStarted: (runId: string) => void;
  onNotice: (message: ReactNode) => void;
}) {
  const { start, isStarting, error, isOpen } = useStartSync(onStarted);
  useEffect(() => {
    if (error !== null)
      onNotice(errorMessage(error) + (isOpen ? " Press again to be sure: it is never done twice." : ""));
  }, [error, isOpen, onNotice]);
  return (
    <ActionButton
      disabledReason={disabledReason}
      loading={isStarting}
      onPress={() => start({ orderNumbers: [...numbers] })}
      onRefused={onNotice}
    >
      Sync with Stripe
    </ActionButton>
  );
}
