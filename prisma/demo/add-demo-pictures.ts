import type { Tx } from "../../packages/db/src/index.ts";
import { type DrawnProduct, demoSku } from "./demo-products.ts";
import { drawnSize, readPictureFiles } from "./picture-files.ts";

/** Gives a product of the demo its pictures, and its variants those of their own. */
export async function addDemoPictures(
  tx: Tx,
  { productId, product }: { productId: string; product: DrawnProduct },
): Promise<void> {
  const { slug, pictures, variants } = product;
  const pictureIds: string[] = [];
  for (const [position, { alt }] of pictures.entries()) {
    const { id } = await tx.productPicture.create({
      data: {
        ...{ productId, alt, position, width: drawnSize, height: drawnSize },
        files: { createMany: { data: await readPictureFiles(slug, position) } },
      },
      select: { id: true },
    });
    pictureIds.push(id);
  }
  for (const [place, { picture }] of variants.entries()) {
    const pictureId = picture === undefined ? undefined : pictureIds[picture];
    // Staff may have given a variant another SKU, or deleted it.
    if (pictureId !== undefined)
      await tx.variant.updateMany({ where: { productId, sku: demoSku(slug, place) }, data: { pictureId } });
  }
}
