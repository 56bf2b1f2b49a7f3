import { ProductGrid, ProductGridSkeleton } from "../features/catalog/product-grid.tsx";
import { errorMessage } from "../messages.ts";
import { trpc } from "../server/trpc.ts";
import { Button } from "../ui/button.tsx";
import { TracksApart } from "../ui/mark.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";

export function CatalogRoute() {
  const catalog = trpc.catalog.list.useQuery(undefined, { refetchInterval: 60_000 });
  return (
    <Page
      title="Catalog"
      heading="Made in small numbers."
      headingClass="text-5xl md:text-7xl max-w-[12ch] tracking-[-0.035em]!"
    >
      <p className="mt-4 max-w-[52ch] text-lg text-soft">
        Records, tapes, prints and shirts from our own studio. When a run is gone, it is gone.
      </p>
      <div className="mt-8 md:mt-12">
        {catalog.error && !catalog.data ? (
          <Notice
            variant="bad"
            title="The catalog did not load"
            actions={<Button onClick={() => catalog.refetch()}>Try again</Button>}
          >
            {errorMessage(catalog.error)}
          </Notice>
        ) : !catalog.data ? (
          <ProductGridSkeleton />
        ) : catalog.data.products.length === 0 ? (
          <div className="border-y border-line py-16">
            <TracksApart className="h-16 w-60 text-edge" />
            <p className="mt-8 font-title text-2xl font-bold">Nothing on the shelves right now.</p>
            <p className="mt-2 text-soft">The next run is being pressed. Come back soon.</p>
          </div>
        ) : (
          <ProductGrid products={catalog.data.products} />
        )}
      </div>
    </Page>
  );
}
