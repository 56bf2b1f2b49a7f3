import type { Shop } from "../shop.ts";

const select = {
  id: true,
  alt: true,
  width: true,
  height: true,
  files: { select: { width: true }, orderBy: { width: "asc" } },
} as const;

/** What is read of pictures to show them, the first one first. */
export const pictureFields = { orderBy: { position: "asc" }, select } as const;

/** What is read of a variant to show the picture that stands for it. */
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

/** A picture as a browser needs it: each of `widths` is at `/media/<id>/<width>.webp`. */
export function pictureView({ files, ...picture }: PictureRow) {
  return { ...picture, widths: files.map(({ width }) => width) };
}

/** The picture that stands for a product in lists; null: it has none. */
export function firstPicture(pictures: PictureRow[]) {
  const [first] = pictures;
  return first === undefined ? null : pictureView(first);
}

export interface PicturedVariant {
  picture: PictureRow | null;
  product: { pictures: PictureRow[] };
}

/** A variant's own picture, or its product's first; null: the product has none. */
export function variantPicture({ picture, product }: PicturedVariant) {
  return picture === null ? firstPicture(product.pictures) : pictureView(picture);
}

/** A picture's WebP bytes at one width; null when there is no such file. */
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
