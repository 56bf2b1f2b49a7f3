import { Link } from "@tanstack/react-router";
import type { ProductView } from "../../server/trpc.ts";

/** Of more categories, the first ones are the way back. */
const maxShown = 3;

/** The way back to the catalog, by the product's categories in the order of the shop. */
export function Breadcrumb({ categories }: Pick<ProductView, "categories">) {
  if (categories.length === 0) return null;
  return (
    <nav aria-label="Breadcrumb" className="-mt-2 mb-2 flex flex-wrap gap-x-2 text-sm">
      <Link to="/" className={link}>
        Catalog
      </Link>
      {categories.slice(0, maxShown).map(({ slug, name }, place) => (
        <span key={slug} className="flex min-w-0 gap-x-2">
          <span aria-hidden className="content-center text-soft">
            {place === 0 ? "/" : "·"}
          </span>
          <Link to="/categories/$slug" params={{ slug }} className={link}>
            {name}
          </Link>
        </span>
      ))}
    </nav>
  );
}

const link = "min-h-11 content-center wrap-anywhere text-soft underline underline-offset-4 hover:text-ink";
