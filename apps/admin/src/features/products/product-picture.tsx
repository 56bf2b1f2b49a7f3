import type { ListedProduct } from "../../server/trpc.ts";
import classes from "./products.module.css";

/** The picture customers see first; without one, the initial. Its name stands beside it. */
export function ProductPicture({ product }: { product: Pick<ListedProduct, "picture" | "title"> }) {
  const { picture, title } = product;
  const width = picture?.widths.find((each) => each >= 320) ?? picture?.widths.at(-1);
  if (picture === null || width === undefined)
    return (
      <span className={classes.initial} aria-hidden="true">
        {[...title][0]?.toUpperCase()}
      </span>
    );
  return (
    <img
      className={classes.picture}
      src={`/media/${picture.id}/${width}.webp`}
      alt=""
      width={40}
      height={40}
      loading="lazy"
    />
  );
}
