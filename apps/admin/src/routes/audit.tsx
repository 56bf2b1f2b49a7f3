import { Button, Skeleton, Text, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import classes from "../features/audit/audit.module.css";
import { AuditTable } from "../features/audit/audit-table.tsx";
import { type AuditPage, trpcClient } from "../server/trpc.ts";
import { BrokenTracks } from "../ui/broken-tracks.tsx";
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

/** One page of the log. tRPC's own hook can't infer it: entries hold any JSON. */
async function readAudit(subject: string | undefined, cursor: string | undefined) {
  const page: AuditPage = await trpcClient.audit.list.query({ subject, cursor, limit: 50 });
  return page;
}

function AuditLog() {
  const { subject } = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const log = useInfiniteQuery({
    queryKey: ["audit", subject],
    queryFn: ({ pageParam }) => readAudit(subject, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0, // what was done a moment ago must be in it
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  const show = (text: string) =>
    void navigate({ search: { subject: text.trim().toUpperCase() || undefined }, replace: true });
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          show(String(new FormData(event.currentTarget).get("subject") ?? ""));
        }}
      >
        <TextInput
          name="subject"
          className={classes.filter}
          aria-label="Order's number"
          placeholder="Only of one order: DT-1042"
          key={subject}
          defaultValue={subject ?? ""}
          onBlur={(event) => show(event.currentTarget.value)}
        />
      </form>
      {log.isPending && <Skeleton height={240} role="status" aria-label="Loading the audit log" />}
      {log.isError && (
        <Problem title="The audit log could not be loaded" error={log.error} onRetry={log.refetch} />
      )}
      {entries.length > 0 && <AuditTable entries={entries} now={now} />}
      {log.data && entries.length === 0 && (
        <>
          <BrokenTracks />
          <Text c="dimmed">
            {subject ? `Nobody did anything to ${subject}.` : "Nobody did anything yet."}
          </Text>
        </>
      )}
      {log.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={log.isFetchingNextPage}
          onClick={() => log.fetchNextPage()}
        >
          Load more
        </Button>
      )}
      {entries.length > 0 && <p className={classes.foot}>Entries are only ever added, never changed.</p>}
    </>
  );
}
