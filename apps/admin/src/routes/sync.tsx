import { Button } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { EarlierRuns } from "../features/sync/earlier-runs.tsx";
import { PendingPayments } from "../features/sync/pending-payments.tsx";
import { RunPanel } from "../features/sync/run-panel.tsx";
import classes from "../features/sync/sync.module.css";
import { paymentCount } from "../features/sync/sync-badges.ts";
import { useStartSync } from "../server/sync-runs.ts";
import { trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Ago } from "../ui/ago.tsx";
import { Empty } from "../ui/empty.tsx";
import { Failure } from "../ui/failure.tsx";
import { NoWorker } from "../ui/no-worker.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/sync");
const consoleRoute = getRouteApi("/console");

export function SyncRoute() {
  const { run } = route.useSearch();
  const { me } = consoleRoute.useRouteContext();
  const navigate = route.useNavigate();
  const now = useNow(5_000);
  const pending = trpc.sync.pending.useQuery(undefined, { staleTime: 0 });
  const [refusal, setRefusal] = useState<string | null>(null);
  const sync = useStartSync((runId) => void navigate({ search: { run: runId } }));
  const mayStart = me.role !== "support";
  const count = pending.data?.count ?? 0;
  const taken = Math.min(count, pending.data?.payments.length ?? 0);

  return (
    <>
      <PageHead title="Sync">
        {pending.data && (
          <>
            <span>
              Updated <Ago at={new Date(pending.dataUpdatedAt).toISOString()} now={now} />
            </span>
            <Button
              size="xs"
              variant="default"
              loading={pending.isRefetching}
              onClick={() => void pending.refetch()}
            >
              Refresh
            </Button>
          </>
        )}
        <ActionButton
          variant="filled"
          loading={sync.isStarting}
          disabledReason={disabledReason(mayStart, pending.data?.count)}
          onPress={() => sync.start("pending")}
          onRefused={setRefusal}
        >
          Sync all pending
        </ActionButton>
      </PageHead>
      <div role="status">{refusal !== null && <p className={classes.sentence}>{refusal}</p>}</div>
      <Failure error={sync.error} isOpen={sync.isOpen} />
      {run === undefined && pending.data?.hasWorker === false && <NoWorker />}
      {run !== undefined && (
        <RunPanel
          key={run}
          runId={run}
          now={now}
          mayStart={mayStart}
          onRetry={(orderNumbers) => sync.start({ orderNumbers })}
        />
      )}

      <Section title={pending.data ? `Pending now: ${paymentCount(count)}` : "Pending now"}>
        {pending.isError && (
          <Problem
            title="What is pending could not be loaded"
            error={pending.error}
            onRetry={pending.refetch}
          />
        )}
        {pending.data && count === 0 ? (
          <Empty title="Every payment is decided">
            The worker asks Stripe by itself about each one that is open. Here you see them, and can ask at
            once.
          </Empty>
        ) : (
          !pending.isLoadingError && <PendingPayments payments={pending.data?.payments ?? null} now={now} />
        )}
        {taken < count && (
          <p className={classes.note}>
            The first {taken} are shown, and “Sync all pending” takes these. Press it again for the rest.
          </p>
        )}
      </Section>
      <Section title="Earlier syncs">
        <EarlierRuns now={now} />
      </Section>
    </>
  );
}

function disabledReason(mayStart: boolean, count: number | undefined): string | null {
  if (!mayStart) return "Only an owner or a manager may start a sync.";
  return count === 0 ? "Nothing is pending." : null;
}
