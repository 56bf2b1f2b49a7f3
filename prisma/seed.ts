import type { Db } from "../packages/db/src/index.ts";
import { demoProducts } from "./demo/demo-products.ts";
import { drawnSize, readPictureFiles } from "./demo/picture-files.ts";

/** Fills an empty shop with the demo label's goods; a shop that has any product is left alone. */
export async function seedDemoShop(db: Db): Promise<void> {
  if ((await db.product.count()) > 0) return;
  const files = await Promise.all(
    demoProducts.map(({ slug, pictures }) =>
      Promise.all(pictures.map((_picture, place) => readPictureFiles(slug, place))),
    ),
  );
  await db.$transaction(async (tx) => {
    for (const [position, product] of demoProducts.entries()) {
      const { variants, pictures, optionName = null, ...details } = product;
      const { id: productId } = await tx.product.create({
        data: {
          ...details,
          optionName,
          kind: "physical",
          published: true,
          firstPublishedAt: new Date(),
          position,
        },
        select: { id: true },
      });
      const pictureIds: string[] = [];
      for (const [place, { alt }] of pictures.entries()) {
        const { id } = await tx.productPicture.create({
          data: {
            ...{ productId, alt, position: place, width: drawnSize, height: drawnSize },
            files: { createMany: { data: files[position]?.[place] ?? [] } },
          },
          select: { id: true },
        });
        pictureIds.push(id);
      }
      for (const [place, { title, prices, onHand, picture }] of variants.entries()) {
        const sku = `${details.slug}-${place + 1}`.toUpperCase();
        const variant = await tx.variant.create({
          data: {
            ...{ productId, sku, title, position: place, stock: { create: {} } },
            pictureId: picture === undefined ? null : (pictureIds[picture] ?? null),
          },
          select: { id: true },
        });
        const rows = Object.entries(prices).map(([currency, unitAmount]) => ({
          variantId: variant.id,
          currency,
          unitAmount,
        }));
        await tx.price.createMany({ data: rows });
        if (onHand > 0)
          await tx.stockMovement.create({
            data: { variantId: variant.id, kind: "receive", quantity: onHand, reason: "first_delivery" },
          });
      }
    }
  });
}
