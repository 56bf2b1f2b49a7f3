import { pictureFiles } from "@dualtrack/contract";
import type { ProductView } from "../server/trpc.ts";

export type Picture = ProductView["pictures"][number];

interface PhotoProps {
  picture: Picture;
  alt: string;
  sizes: string;
  first: boolean;
  className: string;
}

/** A picture that staff uploaded; it fills its frame, which needs a size of its own. */
export function Photo({ picture: { id, width, height, widths }, alt, sizes, first, className }: PhotoProps) {
  return (
    <img
      src={`/media/${id}/${widths.at(-1) ?? width}.webp`}
      srcSet={pictureFiles({ id, widths })}
      sizes={sizes}
      width={width}
      height={height}
      alt={alt}
      loading={first ? "eager" : "lazy"}
      fetchPriority={first ? "high" : "auto"}
      decoding="async"
      draggable={false}
      className={`block size-full select-none ${className}`}
    />
  );
}
