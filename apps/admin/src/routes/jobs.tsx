import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { DiscardDialog } from "../features/jobs/discard-dialog.tsx";
import { JobFilters } from "../features/jobs/job-filters.tsx";
import { jobCount } from "../features/jobs/job-labels.ts";
import { type JobSearch, jobQueryOf } from "../features/jobs/job-search.ts";
import { JobTable } from "../features/jobs/job-table.tsx";
import classes from "../features/jobs/jobs.module.css";
import { RetryJobsDialog } from "../features/jobs/retry-jobs-dialog.tsx";
import { errorMessage } from "../messages.ts";
import { useChanges } from "../server/live.ts";
import { refusalOf } from "../server/refusals.ts";
import { type FailedJob, type FailedJobCounts, trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Empty } from "../ui/empty.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/jobs");
const consoleRoute = getRouteApi("/console");

/** Jobs that die with their process tell nobody. */
const lookMs = 30_000;

/** All jobs that failed and are tried again, and those that are dead. */
export function JobsRoute() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { me } = consoleRoute.useRouteContext();
  const now = useNow();
  const utils = trpc.useUtils();
  const [notice, setNotice] = useState<string | null>(null);
  const [discarding, setDiscarding] = useState<FailedJob | null>(null);
  const [isConfirming, setIsConfirming] = useState(false);
  const counts = trpc.jobs.counts.useQuery(undefined, { staleTime: 0, refetchInterval: lookMs });
  const list = trpc.jobs.failed.useInfiniteQuery(
    { ...jobQueryOf(search), limit: 50 },
    {
      ...{ getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: keepPreviousData },
      ...{ staleTime: 0, refetchInterval: lookMs },
    },
  );
  useChanges("job", () => void utils.jobs.invalidate());
  const retry = trpc.jobs.retry.useMutation({
    onSuccess: ({ retried }) =>
      setNotice(
        retried === 1
          ? "The job is being tried again. Its attempts are counted from zero."
          : "Somebody has retried it already, or it has ended meanwhile. Nothing was done.",
      ),
    onError: (error) =>
      setNotice(
        errorMessage(error) +
          (refusalOf(error) === null ? " Press again to be sure: it is never done twice." : ""),
      ),
    onSettled: () => Promise.all([utils.jobs.invalidate(), utils.alerts.invalidate()]),
  });
  const jobs = list.data?.pages.flatMap((page) => page.jobs) ?? null;
  const found = counts.data === undefined ? 0 : countFound(counts.data, search);
  const refusedReason = me.role === "support" ? "Only an owner or a manager may do this." : null;
  const onDone = (text: string) => {
    setDiscarding(null);
    setIsConfirming(false);
    setNotice(text);
    void utils.alerts.invalidate();
  };
  return (
    <>
      <PageHead title="Jobs">
        {counts.data && <span>{jobCount(countFound(counts.data, { state: "dead" }))} dead</span>}
        <ActionButton
          disabledReason={refusedReason ?? (found === 0 ? "No job is failed or dead." : null)}
          onPress={() => {
            setNotice(null);
            setIsConfirming(true);
          }}
          onRefused={setNotice}
        >
          Retry all of the list
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      {counts.data !== undefined && counts.data.deadEvents > 0 && (
        <p className={classes.note}>
          <PathLink path="/webhooks?state=dead">
            {counts.data.deadEvents === 1
              ? "1 event of Stripe's is"
              : `${counts.data.deadEvents} events of Stripe's are`}{" "}
            dead, too
          </PathLink>
        </p>
      )}
      <JobFilters
        search={search}
        counts={counts.data}
        onChange={(part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })}
      />
      {list.isLoadingError && (
        <Problem title="The jobs could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {!list.isLoadingError && jobs?.length !== 0 && (
        <JobTable
          jobs={jobs}
          now={now}
          isStale={list.isPlaceholderData}
          actions={{
            ...{ refusedReason, onDiscard: setDiscarding, onRefused: setNotice },
            retrying: retry.isPending ? retry.variables.jobId : null,
            onRetry: ({ id }) => retry.mutate({ jobId: id }),
          }}
        />
      )}
      {jobs?.length === 0 && (
        <NoJobs
          isFiltered={search.state !== undefined || search.task !== undefined}
          onClear={() => void navigate({ search: {}, replace: true })}
        />
      )}
      <LoadMore list={list} />
      {discarding !== null && (
        <DiscardDialog
          key={discarding.id}
          job={discarding}
          onDone={onDone}
          onClose={() => setDiscarding(null)}
        />
      )}
      {isConfirming && (
        <RetryJobsDialog
          search={search}
          count={found}
          onDone={onDone}
          onClose={() => setIsConfirming(false)}
        />
      )}
    </>
  );
}

function NoJobs({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <Empty title="No job matches">
        <Button size="xs" variant="default" onClick={onClear}>
          Clear filters
        </Button>
      </Empty>
    );
  return (
    <Empty title="No job has failed">
      Work that goes on behind the shop is here while it fails: mails, refunds, syncs, labels. It is tried
      again by itself, later each time, until its attempts are used up.
    </Empty>
  );
}

/** How many failed jobs a list with these filters has. */
function countFound({ tasks }: FailedJobCounts, { state, task }: JobSearch): number {
  return tasks.reduce(
    (sum, row) =>
      (state === undefined || row.state === state) &&
      (task === undefined || task.some((each) => each === row.task))
        ? sum + row.count
        : sum,
    0,
  );
}
