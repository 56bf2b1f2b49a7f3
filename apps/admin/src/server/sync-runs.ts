import { newRequestId } from "@dualtrack/browser";
import type { SyncScope } from "@dualtrack/contract";
import { useEffect, useRef } from "react";
import { useChanges } from "./live.ts";
import { refusalOf } from "./refusals.ts";
import { forgetRun, rememberRun, showRun } from "./started-runs.ts";
import { trpc } from "./trpc.ts";

/** How often a run is read again in case the event stream is down, in milliseconds. */
const askAgainMs = 5_000;

/** Starts syncs. A press after a lost answer repeats the same run; after an answer it starts a new one. */
export function useStartSync(onStarted: (runId: string) => void) {
  const unanswered = useRef<{ requestId: string; scope: string } | null>(null);
  const mutation = trpc.sync.start.useMutation({
    onSuccess({ runId }) {
      unanswered.current = null;
      rememberRun(runId);
      onStarted(runId);
    },
    onError(error) {
      if (refusalOf(error) !== null) unanswered.current = null;
    },
  });
  return {
    start(scope: SyncScope) {
      if (mutation.isPending) return;
      const text = JSON.stringify(scope);
      if (unanswered.current?.scope !== text) unanswered.current = { requestId: newRequestId(), scope: text };
      mutation.mutate({ requestId: unanswered.current.requestId, scope });
    },
    isStarting: mutation.isPending,
    error: mutation.error,
    /** It is unknown whether the run was started; pressing again is safe. */
    isOpen: mutation.isError && refusalOf(mutation.error) === null,
  };
}

/** A run with its results, live until it is finished. A reader who sees it needs no notice about its end. */
export function useSyncRun(runId: string) {
  const utils = trpc.useUtils();
  useEffect(() => showRun(runId), [runId]);
  const run = trpc.sync.run.useQuery(
    { runId },
    { refetchInterval: ({ state }) => (state.data?.finishedAt === null ? askAgainMs : false) },
  );
  useChanges("sync_run", (ids) => {
    const isOurs = ids === null || ids.includes(runId);
    return isOurs && run.data?.finishedAt === null && utils.sync.run.invalidate({ runId });
  });
  const finishedAt = run.data?.finishedAt ?? null;
  useEffect(() => {
    if (finishedAt !== null) forgetRun(runId);
  }, [runId, finishedAt]);
  return run;
}
