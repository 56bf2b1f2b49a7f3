import { trpc } from "../../server/trpc.ts";
import { Empty } from "../../ui/empty.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { RejectionTable } from "./rejection-table.tsx";

/** The log of rejected calls, the newest first. */
export function Rejections({ now }: { now: number }) {
  const list = trpc.webhooks.rejections.useInfiniteQuery(
    { limit: 50 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, staleTime: 0 },
  );
  const rows = list.data?.pages.flatMap((page) => page.rejections) ?? null;
  if (list.isLoadingError)
    return <Problem title="The log could not be loaded" error={list.error} onRetry={list.refetch} />;
  if (rows?.length === 0)
    return (
      <Empty title="No call was rejected">
        Calls with a wrong, missing or old signature would be here, with where they came from.
      </Empty>
    );
  return (
    <>
      <RejectionTable rejections={rows} now={now} />
      <LoadMore list={list} />
    </>
  );
}
