import { Artwork } from "../artwork/artwork.tsx";
import type { ArtworkKind } from "../artwork/objects.tsx";
import { Photo, type Picture } from "./photo.tsx";

interface ProductPictureProps {
  picture: Picture | null;
  kind: ArtworkKind;
  title: string;
  artist: string;
  /** How wide it is shown, for the browser to choose a file by. */
  sizes: string;
  /** In sight when the page opens, so it is loaded at once. */
  first?: boolean;
  className?: string;
}

/** What stands for a product beside its name: its first picture, or a drawing as long as it has none. */
export function ProductPicture({
  picture,
  kind,
  title,
  artist,
  sizes,
  first = false,
  className = "",
}: ProductPictureProps) {
  if (picture === null) return <Artwork kind={kind} title={title} artist={artist} className={className} />;
  return (
    <div className={`aspect-square w-full bg-sheet ${className}`}>
      {/* The name is read out beside it, so a picture without a description of its own stays silent. */}
      <Photo picture={picture} alt={picture.alt} sizes={sizes} first={first} className="object-cover" />
    </div>
  );
}
