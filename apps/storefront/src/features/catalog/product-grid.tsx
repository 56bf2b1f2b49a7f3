import { startTransition, useEffect, useState } from "react";
import type { ListedProduct } from "../../server/trpc.ts";
import { Mark } from "../../ui/mark.tsx";
import { ProductTile } from "./product-tile.tsx";

const grid = "grid grid-cols-2 gap-x-4 gap-y-8 lg:grid-cols-4 md:gap-x-6 md:gap-y-12";
const feature = "col-span-2 lg:row-span-2";

/** As many as the first sight of a wide screen has, and how many follow at a time. */
const tilesAtOnce = 9;
/** The most that were drawn since this page was loaded. */
let drawnBefore = tilesAtOnce;

/**
 * All products, the newest release large. Those below the first sight are drawn a few at a time, so that a slow phone answers to touches
 * meanwhile. Their places are there from the beginning; who comes back finds all that was drawn, and so the place they had left.
 */
export function ProductGrid({ products }: { products: readonly ListedProduct[] }) {
  const drawn = useGrowing(products.length);
  return (
    <ul className={grid}>
      {products.map((product, index) => (
        <li key={product.slug} className={index === 0 ? feature : ""}>
          {index < drawn ? <ProductTile product={product} large={index === 0} /> : <TilePlace />}
        </li>
      ))}
      <GridEnd count={products.length} />
    </ul>
  );
}

/** How many of so many are drawn by now: more with each pause that the browser has. */
function useGrowing(count: number): number {
  const [drawn, setDrawn] = useState(drawnBefore);
  const isOver = drawn >= count;
  useEffect(() => {
    drawnBefore = Math.max(drawnBefore, drawn);
    if (isOver) return;
    const timer = setTimeout(() => startTransition(() => setDrawn(drawn + tilesAtOnce)));
    return () => clearTimeout(timer);
  }, [drawn, isOver]);
  return drawn;
}

/** As high as a tile whose texts have a line each. */
function TilePlace() {
  return (
    <>
      <div className="aspect-square" />
      <div className="h-20" />
    </>
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
