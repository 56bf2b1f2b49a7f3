import { Notifications, notifications } from "@mantine/notifications";
import "@mantine/core/styles/Notification.css";
import "@mantine/notifications/styles.css";
import { useEffect } from "react";
import { useChanges } from "../../server/live.ts";
import { refusalOf } from "../../server/refusals.ts";
import { forgetRun } from "../../server/started-runs.ts";
import { type SyncCounts, trpc } from "../../server/trpc.ts";
import { resultText } from "../../sync-text.ts";
import { PathLink } from "../../ui/path-link.tsx";
import classes from "./sync-notices.module.css";

/** Above the page and a list's bar, below dialogs: their buttons are never covered. */
const zIndex = 150;

export function SyncNotices({ runId }: { runId: string | null }) {
  useEffect(() => () => notifications.clean(), []); // signed out: the next person started none of them
  return (
    <>
      <Notifications
        zIndex={zIndex}
        containerWidth={360}
        autoClose={false}
        className={classes.notices ?? ""}
      />
      {runId !== null && <Watched key={runId} runId={runId} />}
    </>
  );
}

/** Waits for the end of one run. */
function Watched({ runId }: { runId: string }) {
  const utils = trpc.useUtils();
  const { data, error } = trpc.sync.progress.useQuery({ runId });
  useChanges("sync_run", (ids) => {
    if (ids === null || ids.includes(runId)) return utils.sync.progress.invalidate({ runId });
  });
  useEffect(() => {
    if (data === undefined || data.finishedAt === null) return;
    tell(runId, data.counts);
    forgetRun(runId);
  }, [runId, data]);
  useEffect(() => {
    if (refusalOf(error) !== null) forgetRun(runId);
  }, [runId, error]);
  return null;
}

function tell(runId: string, counts: SyncCounts): void {
  notifications.show({
    id: runId,
    role: "status",
    color: counts.failed > 0 ? "red" : "green",
    closeButtonProps: { "aria-label": "Close" },
    message: (
      <span onClickCapture={() => notifications.hide(runId)}>
        Sync finished: {resultText(counts)}.{" "}
        <PathLink path={`/sync?run=${runId}`}>See what came of each</PathLink>
      </span>
    ),
  });
}
