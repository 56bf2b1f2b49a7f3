import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** When a product can be booked; `settings` are null until staff have set them. PRODUCT_NOT_FOUND. */
export async function getService(shop: Shop, { productId }: { productId: string }) {
  const product = await shop.db.product.findUnique({
    where: { id: productId },
    select: {
      version: true,
      variants: {
        where: { archivedAt: null },
        orderBy: { position: "asc" },
        select: { id: true, sku: true, title: true, durationMinutes: true },
      },
      service: {
        include: { resources: { orderBy: { position: "asc" }, select: { resourceId: true } } },
      },
    },
  });
  if (product === null) throw new DomainError("PRODUCT_NOT_FOUND", {});
  const { version, variants, service } = product;
  if (service === null) return { productId, version, variants, settings: null, resourceIds: [] as string[] };
  const { resources, productId: _, ...settings } = service;
  return {
    productId,
    version,
    variants,
    settings,
    resourceIds: resources.map(({ resourceId }) => resourceId),
  };
}
