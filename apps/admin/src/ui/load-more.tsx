import { Button } from "@mantine/core";
import { Problem } from "./problem.tsx";

/** A list in pages, as tRPC's infinite queries are. */
interface PagedList {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
}

/** Below a list: the button for its next page, or the failure of the last attempt to load it. */
export function LoadMore({ list }: { list: PagedList }) {
  return (
    <>
      {list.isFetchNextPageError && (
        <Problem title="More could not be loaded" error={list.error} onRetry={list.fetchNextPage} />
      )}
      {list.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Load more
        </Button>
      )}
    </>
  );
}
