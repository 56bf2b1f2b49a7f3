import { type ComponentType, useEffect, useState } from "react";
import { useUnseenRun } from "../../server/started-runs.ts";

type Notices = ComponentType<{ runId: string | null }>;

/**
 * Shows a notice when a sync that was started in this tab is done and its page is not open. Loads the notices with the
 * first such sync.
 */
export function LazySyncNotices() {
  const runId = useUnseenRun();
  const [Notices, setNotices] = useState<Notices | null>(null);
  useEffect(() => {
    if (runId === null || Notices !== null) return;
    import("./sync-notices.tsx").then(
      (loaded) => setNotices(() => loaded.SyncNotices),
      () => {}, // without a network the notices can not be loaded; the next sync, or page, tries again
    );
  }, [runId, Notices]);
  return Notices && <Notices runId={runId} />;
}
