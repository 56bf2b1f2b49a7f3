import { type Tx, variantThumbnails } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** Addresses of the pictures that stand for what was ordered, by variant; goods without one are left out. */
export async function mailPictures(
  shop: Shop,
  tx: Tx,
  lines: readonly { variantId: string }[],
): Promise<Map<string, string>> {
  const thumbnails = await variantThumbnails(tx, { variantIds: lines.map(({ variantId }) => variantId) });
  const { publicUrl } = shop.settings;
  return new Map(
    thumbnails.map(({ variantId, pictureId, width }) => [
      variantId,
      `${publicUrl}/media/${pictureId}/${width}.webp`,
    ]),
  );
}
