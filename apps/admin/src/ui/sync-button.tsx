import type { SyncScope } from "@dualtrack/contract";
import { type ReactNode, useEffect } from "react";
import { errorMessage } from "../messages.ts";
import { useStartSync } from "../server/sync-runs.ts";
import { ActionButton } from "./action-button.tsx";

/** Starts a sync of these orders or checkouts with Stripe. */
export function SyncButton({
  scope,
  disabledReason,
  onStarted,
  onNotice,
}: {
  scope: SyncScope;
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
      onPress={() => start(scope)}
      onRefused={onNotice}
    >
      Sync with Stripe
    </ActionButton>
  );
}
