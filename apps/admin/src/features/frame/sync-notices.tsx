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

/** Above the page and a list's bar, below dialogs, so that no notice covers a dialog's buttons. */
const zIndex = 150;

export function SyncNotices({ runId }: { runId: string | null }) {
  useEffect(() => () => notifications.clean(), []); // After a sign-out the runs belong to another person.
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

/** Waits until one run is finished. */
function Watched({ runId }: { runId: string }) {
  const utils = trpc.useUtils();
  const { data, error } = trpc.sync.progress.useQuery({ runId });
  useChanges("sync_run", (ids) => {
    if (ids === null || ids.includes(runId)) return utils.sync.progress.invalidate({ runId });
  });
  useEffect(() => {
    if (data === undefined || data.finishedAt === null) return;
    showNotice(runId, data.counts);
    forgetRun(runId);
  }, [runId, data]);
  useEffect(() => {
    if (refusalOf(error) !== null) forgetRun(runId);
  }, [runId, error]);
  return null;
}

function showNotice(runId: string, counts: SyncCounts): void {
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
