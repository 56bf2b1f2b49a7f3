import { NoPicture } from "./no-picture.tsx";
import { Photo, type Picture } from "./photo.tsx";

interface ProductPictureProps {
  picture: Picture | null;
  /** How wide it is shown, for the browser to choose a file by. */
  sizes: string;
  /** In sight when the page opens, so it is loaded at once. */
  first?: boolean;
  className?: string;
}

/** The picture of a product or variant beside its name, or an empty frame as long as there is none. */
export function ProductPicture({ picture, sizes, first = false, className = "" }: ProductPictureProps) {
  if (picture === null) return <NoPicture className={className} />;
  return (
    <div className={`aspect-square w-full bg-sheet ${className}`}>
      {/* The name is read out beside it, so a picture without a description of its own stays silent. */}
      <Photo picture={picture} alt={picture.alt} sizes={sizes} first={first} className="object-cover" />
    </div>
  );
}
