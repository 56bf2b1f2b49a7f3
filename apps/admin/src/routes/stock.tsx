import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ReceiveDialog } from "../features/stock/receive-dialog.tsx";
import classes from "../features/stock/stock.module.css";
import { StockFilters } from "../features/stock/stock-filters.tsx";
import { stockDisabledReason } from "../features/stock/stock-labels.ts";
import type { StockSearch } from "../features/stock/stock-search.ts";
import { StockTable } from "../features/stock/stock-table.tsx";
import { trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Ago } from "../ui/ago.tsx";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/stock");
const consoleRoute = getRouteApi("/console");

export function StockRoute() {
  const { q, show = "all", sort = "product", page = 1 } = route.useSearch();
  const { me } = consoleRoute.useRouteContext();
  const navigate = route.useNavigate();
  const now = useNow();
  const list = trpc.stock.list.useQuery(
    { q, show, sort, page, limit: 50 },
    { placeholderData: keepPreviousData, staleTime: 0 },
  );
  const [isReceiving, setIsReceiving] = useState(false);
  const [notice, setNotice] = useState<ReactNode>(null);
  const change = (part: StockSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }), replace: true });
  const variants = list.data?.variants;
  return (
    <>
      <PageHead title="Stock">
        {list.data && (
          <>
            <span>
              Updated{" "}
              <Ago at={new Date(list.dataUpdatedAt).toISOString()} now={Math.max(now, list.dataUpdatedAt)} />
            </span>
            <Button
              size="compact-sm"
              variant="default"
              loading={list.isRefetching && !list.isPlaceholderData}
              onClick={() => void list.refetch()}
            >
              Refresh
            </Button>
          </>
        )}
        <ActionButton
          size="compact-sm"
          variant="filled"
          disabledReason={stockDisabledReason(me.role)}
          onPress={() => {
            setNotice(null);
            setIsReceiving(true);
          }}
          onRefused={setNotice}
        >
          Receive a delivery
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      <StockFilters search={{ q, show, sort, page }} counts={list.data?.counts} onChange={change} />
      {list.isError && (
        <Problem
          title={list.data ? "The stock could not be refreshed" : "The stock could not be loaded"}
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {variants?.length === 0 ? (
        <NoStock
          isFiltered={q !== undefined || show !== "all" || page > 1}
          onClear={() => change({ q: undefined, show: undefined })}
        />
      ) : (
        !list.isLoadingError && <StockTable rows={variants ?? null} isStale={list.isPlaceholderData} />
      )}
      {list.data && list.data.pages > 1 && (
        <nav className={classes.foot} aria-label="Pages">
          <span>
            Page {page} of {list.data.pages}
          </span>
          <span className={classes.pages}>
            <Button
              size="xs"
              variant="default"
              disabled={page <= 1}
              onClick={() => change({ page: page > 2 ? page - 1 : undefined })}
            >
              Page before
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={page >= list.data.pages}
              onClick={() => change({ page: page + 1 })}
            >
              Next page
            </Button>
          </span>
        </nav>
      )}
      {isReceiving && (
        <ReceiveDialog
          variants={[]}
          onClose={() => setIsReceiving(false)}
          onDone={(notice) => {
            setIsReceiving(false);
            setNotice(notice);
          }}
        />
      )}
    </>
  );
}

function NoStock({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered)
    return (
      <Empty title="There is nothing to sell yet">
        Make a product first; its variants stand here, with what is there of each.
      </Empty>
    );
  return (
    <Empty title="No variant matches">
      The search looks at products, artists and SKUs, within the list chosen above.
      <Button size="xs" variant="default" mt="sm" display="block" onClick={onClear}>
        Show all
      </Button>
    </Empty>
  );
}
