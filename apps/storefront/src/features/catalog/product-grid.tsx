import type { ListedProduct } from "../../server/trpc.ts";
import { Mark } from "../../ui/mark.tsx";
import { ProductTile } from "./product-tile.tsx";

const grid = "grid grid-cols-2 gap-x-4 gap-y-8 lg:grid-cols-4 md:gap-x-6 md:gap-y-12";
const feature = "col-span-2 lg:row-span-2";

/** All products, the newest release large. */
export function ProductGrid({ products }: { products: readonly ListedProduct[] }) {
  return (
    <ul className={grid}>
      {products.map((product, index) => (
        <li key={product.slug} className={index === 0 ? feature : ""}>
          <ProductTile product={product} large={index === 0} />
        </li>
      ))}
      <GridEnd count={products.length} />
    </ul>
  );
}

const rest = ["max-lg:hidden", "max-lg:col-span-1"];
const restWide = ["lg:hidden", "lg:col-span-1", "lg:col-span-2", "lg:col-span-3"];

/** Fills the last row, however many places are left in it. */
function GridEnd({ count }: { count: number }) {
  // The first tile takes two places of a narrow row, and four of the wide grid.
  const narrow = (count - 1) % 2;
  const wide = (4 - ((count + 3) % 4)) % 4;
  return (
    <li
      className={`${rest[narrow]} ${restWide[wide]} flex flex-col justify-between border-t-4 border-ink pt-4`}
    >
      <p className="max-w-[22ch] font-title text-xl leading-tight font-bold text-balance md:text-2xl">
        That is all, for now. The next run is being pressed.
      </p>
      <Mark className="mb-24 h-12 w-20" />
    </li>
  );
}

const places = ["a", "b", "c", "d", "e"];

export function ProductGridSkeleton() {
  return (
    <div className={grid} role="status" aria-label="The catalog is loading">
      {places.map((place, index) => (
        <div key={place} className={index === 0 ? feature : ""}>
          <div className="skeleton aspect-square" />
          <div className="skeleton mt-3 h-5 w-3/4" />
          <div className="skeleton mt-2 h-4 w-1/2" />
        </div>
      ))}
    </div>
  );
}
