import type { Shop } from "../shop.ts";

const select = {
  id: true,
  alt: true,
  width: true,
  height: true,
  files: { select: { width: true }, orderBy: { width: "asc" } },
} as const;

/** The fields that `pictureView` needs; pictures in their order. */
export const pictureFields = { orderBy: { position: "asc" }, select } as const;

/** The fields of a variant that `variantPicture` needs. */
export const variantPictureFields = {
  picture: { select },
  product: { select: { pictures: { ...pictureFields, take: 1 } } },
} as const;

interface PictureRow {
  id: string;
  alt: string;
  width: number;
  height: number;
  files: { width: number }[];
}

/** A picture for browsers: the file of each width is at `/media/<id>/<width>.webp`. */
export function pictureView({ files, ...picture }: PictureRow) {
  return { ...picture, widths: files.map(({ width }) => width) };
}

/** The product's picture in lists; null if it has none. */
export function firstPicture(pictures: PictureRow[]) {
  const [first] = pictures;
  return first === undefined ? null : pictureView(first);
}

export interface PicturedVariant {
  picture: PictureRow | null;
  product: { pictures: PictureRow[] };
}

/** A variant's own picture, or its product's first one; null if the product has none. */
export function variantPicture({ picture, product }: PicturedVariant) {
  return picture === null ? firstPicture(product.pictures) : pictureView(picture);
}

/** A picture's WebP file in one width; null if there is none. */
export async function findPictureFile(
  shop: Shop,
  { pictureId, width }: { pictureId: string; width: number },
): Promise<Uint8Array | null> {
  const file = await shop.db.pictureFile.findUnique({
    where: { pictureId_width: { pictureId, width } },
    select: { bytes: true },
  });
  return file?.bytes ?? null;
}
