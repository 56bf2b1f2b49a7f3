import type { Shop } from "../shop.ts";

/** Books goods that came in: `quantity` more units of the variant are on hand. */
export async function receiveStock(
  shop: Shop,
  { variantId, quantity, reason }: { variantId: string; quantity: number; reason: string },
): Promise<void> {
  await shop.db.stockMovement.create({
    data: { variantId, kind: "receive", quantity, reason, createdAt: shop.clock.now() },
  });
}
