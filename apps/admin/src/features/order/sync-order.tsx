import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { syncResultLabel } from "../../labels.ts";
import { errorMessage } from "../../messages.ts";
import { useSyncRun } from "../../server/sync-runs.ts";
import { SyncButton } from "../../ui/sync-button.tsx";
import { useOrderChanged } from "./use-order-changed.ts";

/** Syncs this order with Stripe, and shows the result. */
export function SyncOrder({
  number,
  disabledReason,
  onNotice,
}: {
  number: string;
  disabledReason: string | null;
  onNotice: (notice: ReactNode) => void;
}) {
  return (
    <SyncButton
      scope={{ orderNumbers: [number] }}
      disabledReason={disabledReason}
      onStarted={(runId) => onNotice(<SyncNotice number={number} runId={runId} />)}
      onNotice={onNotice}
    />
  );
}

/** The result of the sync of one order, once it is known. */
function SyncNotice({ number, runId }: { number: string; runId: string }) {
  const run = useSyncRun(runId);
  const changed = useOrderChanged(number);
  const finishedAt = run.data?.finishedAt ?? null;
  const refresh = useEffectEvent(() => void changed());
  useEffect(() => {
    if (finishedAt !== null) refresh();
  }, [finishedAt]);
  if (run.isError) return errorMessage(run.error);
  if (run.data?.hasWorker === false && finishedAt === null)
    return "No worker is running, so nobody asks Stripe. The sync waits, and begins by itself when one runs.";
  if (finishedAt === null) return `Stripe is being asked about ${number}…`;
  const item = run.data?.items[0];
  const reason = item?.result ? syncResultLabel(item.result) : "";
  return (
    <>
      {item?.state === "failed" ? "The sync failed. " : "Synced with Stripe. "}
      {/[.!?)]$/.test(reason) ? reason : `${reason}.`}{" "}
      <Anchor inherit renderRoot={(props) => <Link to="/sync" search={{ run: runId }} {...props} />}>
        See this sync
      </Anchor>
    </>
  );
}
