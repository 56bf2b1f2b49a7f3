import type { Tx } from "../connect.ts";

/**
 * The smallest file of the picture that stands for each of these variants: its own, or else its product's first. Variants
 * without either are left out.
 */
export function variantThumbnails(
  tx: Tx,
  { variantIds }: { variantIds: readonly string[] },
): Promise<{ variantId: string; pictureId: string; width: number }[]> {
  return tx.$queryRaw`
    select v.id as "variantId", p.id as "pictureId", f.width
    from variant v
    join lateral (
      select p.id from product_picture p
      where p.product_id = v.product_id
      order by (p.id = v.picture_id) desc nulls last, p.position
      limit 1
    ) p on true
    join lateral (
      select f.width from picture_file f where f.picture_id = p.id order by f.width limit 1
    ) f on true
    where v.id = any(${[...variantIds]}::uuid[])`;
}
