import { CatalogProducts } from "../features/catalog/catalog-products.tsx";
import { CategoryNav } from "../features/catalog/category-nav.tsx";
import { trpc } from "../server/trpc.ts";
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
        Records, prints and beats from our own studio, and its hours to book. When a run is gone, it is gone.
      </p>
      <CategoryNav />
      <CatalogProducts catalog={catalog} emptyTitle="Nothing on the shelves right now.">
        <p>The next run is being pressed. Come back soon.</p>
      </CatalogProducts>
    </Page>
  );
}
