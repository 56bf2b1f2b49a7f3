import { Button, Text } from "@mantine/core";
import { useRef } from "react";
import { trpc } from "../../server/trpc.ts";
import classes from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { Failure } from "../../ui/failure.tsx";
import { jobCount } from "./job-labels.ts";
import { type JobSearch, jobQueryOf } from "./job-search.ts";

/** Explains what retrying all jobs of the list means, and does it: some hundreds at a time, until none is left. */
export function RetryJobsDialog({
  search,
  count,
  onDone,
  onClose,
}: {
  search: JobSearch;
  count: number;
  onDone: (notice: string) => void;
  onClose: () => void;
}) {
  const utils = trpc.useUtils();
  const total = useRef(0);
  const retry = trpc.jobs.retryAll.useMutation({
    onSuccess({ retried, left }): void {
      total.current += retried;
      if (retried > 0 && left > 0) retry.mutate(jobQueryOf(search));
      else
        onDone(
          total.current === 0
            ? "No job had to be tried again any more, so nothing was done."
            : `${jobCount(total.current)} ${total.current === 1 ? "is" : "are"} being tried again.`,
        );
    },
    onSettled: () => utils.jobs.invalidate(),
  });
  return (
    <Dialog title="Retry these jobs?" isBusy={retry.isPending} onClose={onClose}>
      <Text size="sm">
        {jobCount(count)} will be tried now, and their attempts are counted from zero. Each job looks first at
        what was done already, so nothing is done twice.
      </Text>
      <Failure error={retry.error} isOpen={retry.isError} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={retry.isPending}>
          Leave them
        </Button>
        <Button loading={retry.isPending} onClick={() => retry.mutate(jobQueryOf(search))} data-autofocus>
          Retry {jobCount(count)}
        </Button>
      </div>
    </Dialog>
  );
}
