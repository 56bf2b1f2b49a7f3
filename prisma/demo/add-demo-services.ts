import type { Tx } from "../../packages/db/src/index.ts";
import { addDemoPictures } from "./add-demo-pictures.ts";
import { demoSku } from "./demo-products.ts";
import { currencyPrices, demoServices } from "./demo-services.ts";

/** Adds the studio's rooms, its engineer, and what can be booked of them, after the goods. */
export async function addDemoServices(
  tx: Tx,
  { position, categoryId }: { position: number; categoryId: string | undefined },
): Promise<void> {
  const createdAt = new Date();
  const idOf = new Map<string, string>();
  for (const name of new Set(demoServices.flatMap(({ resources }) => resources))) {
    const { id } = await tx.resource.create({ data: { name, createdAt }, select: { id: true } });
    idOf.set(name, id);
  }
  for (const [place, service] of demoServices.entries()) {
    const { settings, resources, variants, slug, title, artist, description, optionName } = service;
    const { id: productId } = await tx.product.create({
      select: { id: true },
      data: {
        ...{ slug, title, artist, description, optionName },
        kind: "service",
        published: true,
        firstPublishedAt: createdAt,
        position: position + place,
        ...(categoryId !== undefined && { categories: { create: { categoryId } } }),
        service: {
          create: {
            ...settings,
            resources: {
              create: resources.map((name, order) => ({ resourceId: idOf.get(name) ?? "", position: order })),
            },
          },
        },
        variants: {
          create: variants.map(({ durationMinutes, eur, usd, ...variant }, order) => ({
            ...{ title: variant.title, durationMinutes, position: order, tracksStock: false },
            sku: demoSku(slug, order),
            prices: { create: currencyPrices({ eur, usd }) },
            stock: { create: {} },
          })),
        },
      },
    });
    await addDemoPictures(tx, { productId, product: service });
  }
}
