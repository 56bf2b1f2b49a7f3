import type { CatalogView, CheckoutNotice, ProductView, Queries } from "./server/trpc.ts";

/** The answers that a page begins with. The server sends them in the page, so that nobody waits for them. */
export type FirstData = PageData & {
  /** What all visitors are told while nobody may begin a checkout; left out: somebody may. */
  notice?: CheckoutNotice;
};

type PageData =
  | {
      page: "catalog";
      /** Left out: the whole catalog. */
      category?: string;
      list: CatalogView;
      categories: { slug: string; name: string }[];
    }
  | { page: "product"; product: ProductView };

/** Puts them where the page asks for them, as answers of this time. */
export function putFirstData(queries: Queries, data: FirstData, updatedAt: number): void {
  const { catalog, checkout } = queries;
  if (data.notice !== undefined) checkout.notice.setData(undefined, { notice: data.notice }, { updatedAt });
  if (data.page === "product")
    return void catalog.product.setData({ slug: data.product.slug }, data.product, { updatedAt });
  const { category, list, categories } = data;
  catalog.list.setData(category === undefined ? undefined : { category }, list, { updatedAt });
  catalog.categories.setData(undefined, { categories }, { updatedAt });
}
