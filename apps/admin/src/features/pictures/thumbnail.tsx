import type { StaffPicture } from "../../server/trpc.ts";
import classes from "./pictures.module.css";

/** The whole picture, never cut, in a square. */
export function Thumbnail({ picture, alt }: { picture: StaffPicture; alt: string }) {
  const { id, width, height, widths } = picture;
  const address = (each: number) => `/media/${id}/${each}.webp`;
  return (
    <img
      className={classes.thumbnail}
      src={address(widths[0] ?? width)}
      srcSet={widths.map((each) => `${address(each)} ${each}w`).join(", ")}
      sizes="220px"
      width={width}
      height={height}
      alt={alt}
      decoding="async"
      draggable={false}
    />
  );
}
