import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { type ListedEvent, trpc } from "../../server/trpc.ts";
import { Empty } from "../../ui/empty.tsx";
import { Problem } from "../../ui/problem.tsx";
import { EventFilters } from "./event-filters.tsx";
import { EventTable } from "./event-table.tsx";
import { useNewEvents } from "./use-new-events.ts";
import { eventCount } from "./webhook-badges.ts";
import { isFiltered, queryOf, type WebhookSearch } from "./webhook-search.ts";
import classes from "./webhooks.module.css";

const pageSize = 50;

/** All verified events from Stripe, the newest first. New ones are counted, and a press shows them. */
export function Inbox({
  search,
  now,
  onChange,
  onClear,
}: {
  search: WebhookSearch;
  now: number;
  onChange: (change: WebhookSearch) => void;
  onClear: () => void;
}) {
  const utils = trpc.useUtils();
  const input = { ...queryOf(search), limit: pageSize };
  const list = trpc.webhooks.list.useInfiniteQuery(input, {
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const listKey = getQueryKey(trpc.webhooks.list, input, "infinite");
  const events = list.data?.pages.flatMap((page) => page.events) ?? [];
  const newer = useNewEvents(search, { shown: events, listKey }, (fresh) => {
    const byId = new Map(fresh.map((event) => [event.id, event]));
    const replace = (event: ListedEvent) => byId.get(event.id) ?? event;
    utils.webhooks.list.setInfiniteData(
      input,
      (data) =>
        data && { ...data, pages: data.pages.map((page) => ({ ...page, events: page.events.map(replace) })) },
    );
  });
  return (
    <>
      <EventFilters search={search} onChange={onChange} onClear={onClear} />
      <div role="status">
        {newer > 0 && list.data && (
          <Button
            size="xs"
            variant="light"
            className={classes.newRows ?? ""}
            loading={list.isRefetching}
            onClick={() => void list.refetch()}
          >
            Show {newer === 1 ? "1 new event" : `${newer} new events`}
          </Button>
        )}
      </div>
      {list.isError && (
        <Problem title="The inbox could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {!list.isLoadingError && (list.isPending || events.length > 0) && (
        <EventTable events={list.isPending ? null : events} now={now} isStale={list.isPlaceholderData} />
      )}
      {list.data && events.length === 0 && <NoEvents isFiltered={isFiltered(search)} onClear={onClear} />}
      {events.length > 0 && (
        <div className={classes.foot}>
          {list.hasNextPage ? (
            <Button
              size="xs"
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              Load more
            </Button>
          ) : (
            <span role="status">{eventCount(events.length)}, and no more.</span>
          )}
        </div>
      )}
    </>
  );
}

function NoEvents({ isFiltered: filtered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!filtered)
    return (
      <Empty title="No event has come yet">
        Stripe calls /webhooks/stripe when something happens to a payment. Look there at Stripe, and at the
        rejected calls here, if you expected one.
      </Empty>
    );
  return (
    <Empty title="No event matches">
      <Button size="xs" variant="default" onClick={onClear}>
        Clear filters
      </Button>
    </Empty>
  );
}
