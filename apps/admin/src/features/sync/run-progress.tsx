import { Progress } from "@mantine/core";
import type { SyncCounts } from "../../server/trpc.ts";
import { resultText } from "../../sync-text.ts";
import classes from "./sync.module.css";
import { paymentCount } from "./sync-badges.ts";

/** A run's progress: a bar of its results, and the same as text. */
export function RunProgress({ counts, isFinished }: { counts: SyncCounts; isFinished: boolean }) {
  const { total, waiting } = counts;
  const done = total - waiting;
  const share = (count: number) => (total === 0 ? 0 : (100 * count) / total);
  return (
    <>
      <Progress.Root size="lg" className={classes.progress} aria-hidden="true">
        <Progress.Section value={share(counts.synced)} color="var(--good)" />
        <Progress.Section value={share(counts.skipped)} color="var(--idle)" />
        <Progress.Section value={share(counts.failed)} color="var(--bad)" />
      </Progress.Root>
      <p className={classes.sentence} role="status">
        {sentence(counts, done, isFinished)}
      </p>
    </>
  );
}

function sentence(counts: SyncCounts, done: number, isFinished: boolean): string {
  if (counts.total === 0) return "Nothing was pending, so there was nothing to do.";
  if (isFinished) return `Done with ${paymentCount(counts.total)}: ${resultText(counts)}.`;
  if (done === 0) return `Stripe is being asked about ${paymentCount(counts.total)}…`;
  return `${done} of ${paymentCount(counts.total)} done: ${resultText(counts)}.`;
}
