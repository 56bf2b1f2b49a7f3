import { dropEntryStates } from "@dualtrack/contract";
import { Button, NativeSelect, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { LineTable, placeBadges } from "../features/products/line-table.tsx";
import { readOneOf, readUuid } from "../search-params.ts";
import { refusalOf } from "../server/refusals.ts";
import { trpc } from "../server/trpc.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Empty } from "../ui/empty.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/products/$productId/line");
const consoleRoute = getRouteApi("/console");

/** How often the line is read again while only its first page is open, in ms. */
const lookMs = 5_000;

/** Who waits for a drop, and what became of those who had their turn. */
export function LineRoute() {
  const { me } = consoleRoute.useRouteContext();
  const { productId } = route.useParams();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const isId = readUuid(productId) !== undefined;
  const list = trpc.drops.places.useInfiniteQuery(
    { productId, state, limit: 50 },
    {
      enabled: isId,
      staleTime: 0,
      refetchInterval: (query) => (query.state.data?.pages.length === 1 ? lookMs : false),
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: (before) => before,
    },
  );
  if (!isId || refusalOf(list.error)?.code === "DROP_NOT_FOUND") return <NoLine productId={productId} />;
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap(({ places }) => places) ?? null;
  return (
    <>
      <BackLink to="/products/$productId" params={{ productId }}>
        {first?.title ?? "The product"}
      </BackLink>
      <PageHead title={first === undefined ? "Line" : `Line for ${first.title}`}>
        {me.role !== "support" && (
          <Button
            component="a"
            download
            href={`/exports/line.csv?filter=${encodeURIComponent(JSON.stringify({ productId, state }))}`}
            size="compact-sm"
            variant="default"
          >
            Export
          </Button>
        )}
      </PageHead>
      {first?.isDrawn && (
        <Text c="dimmed" mb="sm">
          Who is here when it opens is drawn by lot. Nobody knows the order before, so this is the order in
          which they came.
        </Text>
      )}
      <NativeSelect
        size="xs"
        maw={220}
        my={8}
        aria-label="State"
        data={[
          { value: "", label: "All states" },
          ...dropEntryStates.map((value) => ({ value, label: placeBadges[value].label })),
        ]}
        value={state ?? ""}
        onChange={(event) =>
          void navigate({
            search: { state: readOneOf(event.currentTarget.value, dropEntryStates) },
            replace: true,
          })
        }
      />
      {list.isError && !list.isFetchNextPageError && (
        <Problem title="The line could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {!list.isLoadingError && (rows === null || rows.length > 0) && (
        <LineTable rows={rows} now={now} isStale={list.isPlaceholderData} />
      )}
      {rows?.length === 0 && (
        <Empty title={state === undefined ? "Nobody is in this line" : "Nobody is in this state"}>
          {state === undefined
            ? "Whoever joins it on the product’s page appears here."
            : "Choose another state to see the others."}
        </Empty>
      )}
      <LoadMore list={list} />
    </>
  );
}

function NoLine({ productId }: { productId: string }) {
  return (
    <>
      <BackLink to="/products/$productId" params={{ productId }}>
        The product
      </BackLink>
      <PageHead title="There is no such line" />
      <Text c="dimmed">The product is no drop, or not any more. A line goes with its drop.</Text>
    </>
  );
}
