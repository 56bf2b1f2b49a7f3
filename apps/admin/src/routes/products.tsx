import { Button } from "@mantine/core";
import { keepPreviousData } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { NewProductDialog } from "../features/products/new-product-dialog.tsx";
import { editDisabledReason } from "../features/products/product-badges.ts";
import { ProductFilters } from "../features/products/product-filters.tsx";
import type { ProductSearch } from "../features/products/product-search.ts";
import classes from "../features/products/products.module.css";
import { ProductsTable } from "../features/products/products-table.tsx";
import { trpc } from "../server/trpc.ts";
import { ActionButton } from "../ui/action-button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useRowNavigation } from "../ui/use-row-navigation.ts";

const route = getRouteApi("/console/products");
const consoleRoute = getRouteApi("/console");
const pageSize = 50;

export function ProductsRoute() {
  const { q, status, category, page = 1 } = route.useSearch();
  const { me } = consoleRoute.useRouteContext();
  const navigate = route.useNavigate();
  const list = trpc.products.list.useQuery(
    { q, status, categoryId: category, cursor: (page - 1) * pageSize, limit: pageSize },
    { placeholderData: keepPreviousData, staleTime: 0 },
  );
  const [isCreating, setCreating] = useState(false);
  const [notice, setNotice] = useState<ReactNode>(null);
  const change = (part: ProductSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }), replace: true });
  const disabledReason = editDisabledReason(me.role);
  const isFiltered = q !== undefined || status !== undefined || category !== undefined;
  const count = list.data?.count ?? 0;
  const products = list.data?.products ?? [];
  const open = (productId: string) =>
    void navigate({ to: "/products/$productId", params: { productId }, state: { fromList: true } });
  const navigation = useRowNavigation({
    count: products.length,
    start: -1,
    onEnd() {},
    onOpen(index) {
      const productId = products[index]?.id;
      if (productId !== undefined) open(productId);
    },
  });
  const pages = Math.ceil(count / pageSize);
  return (
    <>
      <PageHead title="Products">
        {list.data && <span>{count === 1 ? "1 product" : `${count} products`}</span>}
        <ActionButton
          size="compact-sm"
          variant="filled"
          disabledReason={disabledReason}
          onPress={() => {
            setNotice(null);
            setCreating(true);
          }}
          onRefused={setNotice}
        >
          New product
        </ActionButton>
      </PageHead>
      <Notice>{notice}</Notice>
      <ProductFilters
        search={{ q, status, category, page }}
        onChange={change}
        onLeave={() => navigation.moveTo(0)}
      />
      {list.isError && (
        <Problem
          title={list.data ? "The products could not be refreshed" : "The products could not be loaded"}
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {list.data?.products.length === 0 ? (
        <NoProducts
          isFiltered={isFiltered || page > 1}
          onClear={() => change({ q: undefined, status: undefined, category: undefined })}
        />
      ) : (
        !list.isLoadingError && (
          <ProductsTable
            rows={list.data?.products ?? null}
            mayMove={disabledReason === null && !isFiltered}
            isStale={list.isPlaceholderData}
            navigation={navigation}
            onNotice={setNotice}
          />
        )
      )}
      {list.data && count > 0 && (
        <div className={classes.foot}>
          <span>
            {isFiltered
              ? "Clear search and filter to change the order."
              : "In the order in which customers see them."}
          </span>
          {pages > 1 && (
            <nav className={classes.pages} aria-label="Pages">
              <span>
                Page {page} of {pages}
              </span>
              <Button
                size="xs"
                variant="default"
                disabled={page <= 1}
                onClick={() => change({ page: page > 2 ? page - 1 : undefined })}
              >
                Previous page
              </Button>
              <Button
                size="xs"
                variant="default"
                disabled={page >= pages}
                onClick={() => change({ page: page + 1 })}
              >
                Next page
              </Button>
            </nav>
          )}
        </div>
      )}
      {isCreating && <NewProductDialog onClose={() => setCreating(false)} onDone={open} />}
    </>
  );
}

function NoProducts({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered)
    return (
      <Empty title="There is nothing to sell yet">
        Create the first product with the button above. It stays a draft until you publish it.
      </Empty>
    );
  return (
    <Empty title="No product matches">
      The search looks at titles, artists, addresses and SKUs.
      <Button size="xs" variant="default" mt="sm" display="block" onClick={onClear}>
        Show all
      </Button>
    </Empty>
  );
}
