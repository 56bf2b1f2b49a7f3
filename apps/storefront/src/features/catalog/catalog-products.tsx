import type { ReactNode } from "react";
import { errorMessage } from "../../messages.ts";
import type { ListedProduct } from "../../server/trpc.ts";
import { Button } from "../../ui/button.tsx";
import { TracksApart } from "../../ui/mark.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ProductGrid, ProductGridSkeleton } from "./product-grid.tsx";

/** The products of the catalog, or of a part of it, as far as they are there. */
export function CatalogProducts({
  catalog,
  emptyTitle,
  children,
}: {
  catalog: {
    data: { products: readonly ListedProduct[] } | undefined;
    error: unknown;
    refetch: () => unknown;
  };
  emptyTitle: string;
  /** Below the title, if there are none. */
  children: ReactNode;
}) {
  return (
    <div className="mt-8 md:mt-12">
      {catalog.data === undefined && catalog.error ? (
        <Notice
          variant="bad"
          title="The catalog did not load"
          actions={<Button onClick={() => catalog.refetch()}>Try again</Button>}
        >
          {errorMessage(catalog.error)}
        </Notice>
      ) : catalog.data === undefined ? (
        <ProductGridSkeleton />
      ) : catalog.data.products.length === 0 ? (
        <div className="border-y border-line py-16">
          <TracksApart className="h-16 w-60 text-edge" />
          <p className="mt-8 font-title text-2xl font-bold">{emptyTitle}</p>
          <div className="mt-2 text-soft">{children}</div>
        </div>
      ) : (
        <ProductGrid products={catalog.data.products} />
      )}
    </div>
  );
}
