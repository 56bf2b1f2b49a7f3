import { auditActions } from "@dualtrack/contract";
import { Button, Skeleton, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import classes from "../features/audit/audit.module.css";
import { AuditFilters } from "../features/audit/audit-filters.tsx";
import type { AuditSearch } from "../features/audit/audit-search.ts";
import { AuditTable } from "../features/audit/audit-table.tsx";
import { readOneOf } from "../search-params.ts";
import { type AuditPage, trpcClient } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/audit");
const consoleRoute = getRouteApi("/console");

export function AuditRoute() {
  const { me } = consoleRoute.useRouteContext();
  return (
    <>
      <PageHead title="Audit log" />
      {me.role === "support" ? (
        <Text c="dimmed">Only an owner or a manager may read who did what.</Text>
      ) : (
        <AuditLog />
      )}
    </>
  );
}

/** One page of the log. tRPC's own hook can't infer its type: entries hold any JSON. */
async function readAudit(search: AuditSearch, cursor: string | undefined) {
  const action = readOneOf(search.action, auditActions);
  const page: AuditPage = await trpcClient.audit.list.query({ ...search, action, cursor, limit: 50 });
  return page;
}

function AuditLog() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const log = useInfiniteQuery({
    queryKey: ["audit", search],
    queryFn: ({ pageParam }) => readAudit(search, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0, // what was done a moment ago must be in it
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <AuditFilters
        search={search}
        onChange={(part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })}
      />
      {log.isPending && <Skeleton height={240} role="status" aria-label="Loading the audit log" />}
      {log.isError && (
        <Problem title="The audit log could not be loaded" error={log.error} onRetry={log.refetch} />
      )}
      {entries.length > 0 && <AuditTable entries={entries} now={now} />}
      {log.data && entries.length === 0 && (
        <Empty title={isFiltered ? "Nothing fits these filters" : "No entries yet"}>
          {isFiltered && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void navigate({ search: {}, replace: true })}
            >
              Clear the filters
            </Button>
          )}
        </Empty>
      )}
      <LoadMore list={log} />
      {entries.length > 0 && <p className={classes.foot}>Entries are only ever added, never changed.</p>}
    </>
  );
}
