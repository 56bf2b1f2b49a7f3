import type { Tx } from "@dualtrack/db";
import { variantPicture, variantPictureFields } from "../catalog/pictures.ts";
import type { Shop } from "../shop.ts";

/** Addresses of the smallest files of the pictures that stand for what was ordered, by variant. */
export async function mailPictures(
  shop: Shop,
  tx: Tx,
  lines: readonly { variantId: string }[],
): Promise<Map<string, string>> {
  const variants = await tx.variant.findMany({
    where: { id: { in: lines.map(({ variantId }) => variantId) } },
    select: { id: true, ...variantPictureFields },
  });
  return new Map(
    variants.flatMap(({ id, ...variant }) => {
      const picture = variantPicture(variant);
      const [width] = picture?.widths ?? [];
      if (picture === null || width === undefined) return [];
      return [[id, `${shop.settings.publicUrl}/media/${picture.id}/${width}.webp`] as const];
    }),
  );
}
