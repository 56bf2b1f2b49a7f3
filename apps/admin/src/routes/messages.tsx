import { getRouteApi } from "@tanstack/react-router";
import { MessageFilters } from "../features/messages/message-filters.tsx";
import { isFiltered, type MessageSearch, messageQuery } from "../features/messages/message-search.ts";
import { MessageTable } from "../features/messages/message-table.tsx";
import { trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { ExportButton } from "../ui/export-button.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/messages");
const consoleRoute = getRouteApi("/console");

/** What people have written to the shop with the contact form. */
export function MessagesRoute() {
  const { me } = consoleRoute.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const query = messageQuery(search);
  const change = (part: MessageSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const list = trpc.messages.list.useInfiniteQuery(
    { ...query, limit: 50 },
    {
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: (before) => before,
      refetchInterval: 30_000,
    },
  );
  const rows = list.data?.pages.flatMap(({ messages }) => messages) ?? null;
  return (
    <>
      <PageHead title="Messages">
        <ExportButton
          url={`/exports/messages.csv?filter=${encodeURIComponent(JSON.stringify(query))}`}
          me={me}
          useCount={(isOpen) => trpc.messages.count.useQuery(query, { enabled: isOpen, staleTime: 0 })}
          named={(count) => `${count} ${count === 1 ? "message" : "messages"}`}
          contents="e-mail addresses and what customers wrote"
        />
      </PageHead>
      <MessageFilters search={search} onChange={change} />
      {list.isError && !list.isFetchNextPageError && (
        <Problem title="The messages could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {rows?.length === 0 && <Nothing search={search} />}
      {!list.isLoadingError && rows?.length !== 0 && (
        <MessageTable rows={rows} now={now} isStale={list.isPlaceholderData} />
      )}
      <LoadMore list={list} />
    </>
  );
}

const nothing = {
  open: {
    title: "Nobody waits for an answer",
    text: "What customers write on the page “Write to us” stands here.",
  },
  answered: { title: "None is answered", text: "What is answered and not closed stands here." },
  closed: { title: "None is closed", text: "What needs no more answer stands here." },
  suspected: {
    title: "None is suspected",
    text: "Messages in which a field was filled in that people don’t see. They got no mail and are counted nowhere.",
  },
};

function Nothing({ search }: { search: MessageSearch }) {
  if (isFiltered(search))
    return <Empty title="None matches">Remove a filter, or look at another state.</Empty>;
  const { title, text } = nothing[search.show ?? "open"];
  return <Empty title={title}>{text}</Empty>;
}
