import type { StaffPicture } from "../server/trpc.ts";
import classes from "./goods-picture.module.css";

/** The picture that stands for a product or variant; without one, the initial. Its name stands beside it. */
export function GoodsPicture({ picture, title }: { picture: StaffPicture | null; title: string }) {
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
