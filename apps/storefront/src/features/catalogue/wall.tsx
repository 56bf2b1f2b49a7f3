import type { ListedProduct } from "../../server/trpc.ts";
import { Tile } from "./tile.tsx";

const grid = "grid grid-cols-2 gap-x-4 gap-y-8 lg:grid-cols-4 md:gap-x-6 md:gap-y-12";
const feature = "col-span-2 lg:row-span-2";

/** All there is, the newest release large. */
export function Wall({ products }: { products: readonly ListedProduct[] }) {
  return (
    <ul className={grid}>
      {products.map((product, index) => (
        <li key={product.slug} className={index === 0 ? feature : ""}>
          <Tile product={product} large={index === 0} />
        </li>
      ))}
    </ul>
  );
}

const places = ["a", "b", "c", "d", "e"];

export function WallSkeleton() {
  return (
    <div className={grid} role="status" aria-label="The catalogue is loading">
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
