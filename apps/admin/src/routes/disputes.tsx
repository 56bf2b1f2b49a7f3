import { type DisputeListName, disputeLists, disputeStatuses } from "@dualtrack/contract";
import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { disputeBadges } from "../dispute-badges.ts";
import type { DisputeSearch } from "../features/disputes/dispute-search.ts";
import { DisputeTable } from "../features/disputes/dispute-table.tsx";
import classes from "../features/disputes/disputes.module.css";
import { readOneOf } from "../search-params.ts";
import { trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/disputes");

/** Disputes and inquiries: the open ones first, by the time that is left to answer. */
export function DisputesRoute() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const name = search.list ?? "open";
  const list = trpc.disputes.list.useInfiniteQuery(
    { list: name, statuses: search.status && [search.status], q: search.q, limit: 50 },
    {
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: (before) => before,
      refetchInterval: 60_000,
    },
  );
  const rows = list.data?.pages.flatMap(({ disputes }) => disputes) ?? null;
  const counts = list.data?.pages[0]?.counts;
  const change = (part: DisputeSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const isFiltered = search.status !== undefined || search.q !== undefined;
  return (
    <>
      <PageHead title="Disputes">
        {counts !== undefined && counts.unanswered > 0 && (
          <span>
            {counts.unanswered === 1 ? "One waits for an answer" : `${counts.unanswered} wait for an answer`}
          </span>
        )}
      </PageHead>
      <fieldset className={classes.filters} aria-label="Filters">
        <SegmentedControl
          size="xs"
          aria-label="Which disputes"
          data={disputeLists.map((value) => ({ value, label: listLabel(value, counts) }))}
          value={name}
          onChange={(value) => {
            const wanted = readOneOf(value, disputeLists);
            change({ list: wanted === "open" ? undefined : wanted, status: undefined });
          }}
        />
        <NativeSelect
          size="xs"
          aria-label="State"
          data={[
            { value: "", label: "All states" },
            ...disputeStatuses.map((value) => ({ value, label: disputeBadges[value].label })),
          ]}
          value={search.status ?? ""}
          onChange={(event) => change({ status: readOneOf(event.currentTarget.value, disputeStatuses) })}
        />
        <SearchBox
          label="Search disputes"
          placeholder="Order, customer, Stripe id"
          value={search.q ?? ""}
          onChange={(q) => change({ q: q === "" ? undefined : q })}
        />
      </fieldset>
      {list.isError && !list.isFetchNextPageError && (
        <Problem title="The disputes could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {!list.isLoadingError && (rows === null || rows.length > 0) && (
        <DisputeTable rows={rows} now={now} isStale={list.isPlaceholderData} />
      )}
      {rows?.length === 0 && (
        <Empty title={isFiltered ? "No dispute matches" : emptyTitles[name]}>
          {isFiltered ? (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => change({ status: undefined, q: undefined })}
            >
              Clear the filters
            </Button>
          ) : (
            "A dispute is listed here as soon as a customer’s bank takes money back, or asks about a payment."
          )}
        </Empty>
      )}
      <LoadMore list={list} />
    </>
  );
}

const emptyTitles: Record<DisputeListName, string> = {
  open: "No dispute is open",
  closed: "No dispute has ended yet",
  all: "There was no dispute yet",
};

function listLabel(name: DisputeListName, counts: { open: number; closed: number } | undefined): string {
  const labels: Record<DisputeListName, string> = { open: "Open", closed: "Ended", all: "All" };
  if (counts === undefined) return labels[name];
  const count = name === "all" ? counts.open + counts.closed : counts[name];
  return `${labels[name]} ${count.toLocaleString("en-IE")}`;
}
