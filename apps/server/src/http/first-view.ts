import { getCatalog, getClosedNotice, getProduct, listCategories, type Shop } from "@dualtrack/commerce";

/** What a page shows before anything is pressed. */
export interface FirstView {
  /** The page's address, without what it does not read. */
  path: string;
  /** The same object as long as it says the same, unless it was made for this visitor alone. */
  view: object;
  /** What the page's scripts begin with: `FirstData` of the storefront. */
  data: object;
}

interface Visit {
  path: string;
  /** As in the address. */
  variant: unknown;
  cartToken: string | null;
  country: string | null;
}

/** The catalogue, a category or a product, as this visitor sees it now; null: another page. Throws what the API answers with. */
export async function firstView(shop: Shop, { path, variant, ...visitor }: Visit): Promise<FirstView | null> {
  const [, room, slug] = /^\/(?:(categories|products)\/([\w-]{1,120}))?$/.exec(path) ?? [];
  if (path !== "/" && slug === undefined) return null;
  const closed = await getClosedNotice(shop);
  const notice = closed !== null && { notice: closed };
  if (room === "products" && slug !== undefined) {
    const view = await getProduct(shop, { ...visitor, slug });
    const chosen = view.variants.find(({ id }) => id === variant);
    const search = chosen === undefined ? "" : `?variant=${chosen.id}`;
    return { path: path + search, view, data: { page: "product", product: view, ...notice } };
  }
  const [view, categories] = await Promise.all([
    getCatalog(shop, { ...visitor, category: slug }),
    listCategories(shop),
  ]);
  const data = {
    page: "catalog",
    ...(slug !== undefined && { category: slug }),
    list: view,
    categories,
    ...notice,
  };
  return { path, view, data };
}
