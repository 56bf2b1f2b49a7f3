import { firstPictureSizes } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { ListedProduct } from "../../server/trpc.ts";
import { Availability } from "../../ui/availability.tsx";
import { Price } from "../../ui/price.tsx";
import { ProductPicture } from "../../ui/product-picture.tsx";

interface TileProps {
  product: ListedProduct;
  large: boolean;
}

const sizes = "(min-width: 80rem) 18rem, (min-width: 64rem) 23vw, 50vw";

/** It is drawn again only when its product has changed, not with each further tile beside it. */
export const ProductTile = memo(function ProductTile({ product, large }: TileProps) {
  const { slug, kind, title, artist, picture, price, priceVaries, availability, left, opensAt } = product;
  return (
    <Link to="/products/$slug" params={{ slug }} className="group block">
      <div className={`overflow-hidden ${availability === "sold_out" ? "opacity-55 grayscale-[0.6]" : ""}`}>
        <ProductPicture
          picture={picture}
          sizes={large ? firstPictureSizes.catalog : sizes}
          first={large}
          className="transition-transform duration-200 ease-out group-hover:scale-[1.02]"
        />
      </div>
      <div className={`mt-3 flex flex-wrap items-baseline justify-between gap-x-4 ${large ? "md:mt-4" : ""}`}>
        <h2
          className={`line-clamp-3 underline-offset-4 group-hover:underline ${large ? "text-2xl md:text-4xl" : "text-lg leading-tight!"}`}
        >
          {title}
        </h2>
        <p className={large ? "text-xl md:text-2xl" : ""}>
          {priceVaries && <span className="text-sm text-soft">from </span>}
          <Price of={price} className="font-bold" />
        </p>
      </div>
      <p className="line-clamp-2 text-soft">{artist}</p>
      <Availability kind={kind} availability={availability} left={left} opensAt={opensAt} />
    </Link>
  );
});
