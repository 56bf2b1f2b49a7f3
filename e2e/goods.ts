import type { ShopProcess } from "./shop-process.ts";

/**
 * Puts a product with one variant on sale that no other journey uses, for journeys that change goods. Its SKU is the
 * slug in capitals and `-1`, as with the demo's goods. `price` is in cents.
 */
export async function putOnSale(
  shop: ShopProcess,
  { slug, title, onHand, price = 2_200 }: { slug: string; title: string; onHand: number; price?: number },
): Promise<void> {
  await shop.sql(
    `with made as (
       insert into product (id, slug, kind, title, artist, description, published, first_published_at, position)
       values (gen_random_uuid(), $1, 'physical', $2, 'Sallow', 'One take.', true, now(), 100)
       returning id
     ), offered as (
       insert into variant (id, product_id, sku, title)
       select gen_random_uuid(), id, upper($1) || '-1', '' from made returning id
     ), priced as (
       insert into price (id, variant_id, currency, unit_amount)
       select gen_random_uuid(), id, 'eur', $3::integer from offered
     ) insert into stock_level (variant_id) select id from offered`,
    [slug, title, price],
  );
  if (onHand > 0)
    await shop.sql(
      `insert into stock_movement (variant_id, kind, quantity)
       select id, 'receive', $2::integer from variant where sku = upper($1) || '-1'`,
      [slug, onHand],
    );
}
