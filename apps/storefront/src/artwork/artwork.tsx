import { memo } from "react";
import { designFor } from "./design.ts";
import { type ArtworkKind, thingNames, things } from "./objects.tsx";

interface ArtworkProps {
  kind: ArtworkKind;
  title: string;
  artist: string;
  /** Beside the product's name in text the picture says nothing new, so it stays silent unless told. */
  described?: boolean;
  className?: string;
}

/** The product's picture, drawn from its name: the same name always gives the same picture. */
export const Artwork = memo(function Artwork({
  kind,
  title,
  artist,
  described,
  className = "",
}: ArtworkProps) {
  const design = designFor(title, artist);
  const Thing = things[kind];
  const drawing = (
    <svg viewBox="0 0 400 400" className="block size-full select-none" aria-hidden="true">
      <rect width="400" height="400" fill={design.palette.table} />
      <Thing design={design} />
    </svg>
  );
  const shape = `aspect-square w-full ${className}`;
  if (!described) return <div className={shape}>{drawing}</div>;
  return (
    <div className={shape} role="img" aria-label={`${title} by ${artist}: ${thingNames[kind]}`}>
      {drawing}
    </div>
  );
});
