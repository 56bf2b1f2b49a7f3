import type { Db } from "../../packages/db/src/index.ts";
import { addDemoPictures } from "./add-demo-pictures.ts";
import { demoBeats } from "./demo-beats.ts";
import { type DrawnProduct, demoProducts } from "./demo-products.ts";
import { demoServices } from "./demo-services.ts";

const drawn: DrawnProduct[] = [...demoProducts, ...demoBeats, ...demoServices];

/**
 * Gives the demo's goods their pictures in a shop from the time when pages drew them. Goods that have pictures, and
 * goods whose pictures staff have removed, stay as they are.
 */
export async function addMissingPictures(db: Db): Promise<void> {
  const bare = await db.product.findMany({
    where: { slug: { in: drawn.map(({ slug }) => slug) }, pictures: { none: {} } },
    select: { id: true, slug: true, title: true },
  });
  if (bare.length === 0) return;
  const removed = await db.auditEntry.findMany({
    where: { action: "product.remove_picture", subject: { in: bare.map(({ slug }) => slug) } },
    select: { subject: true },
  });
  await db.$transaction(async (tx) => {
    for (const { id: productId, slug, title } of bare) {
      const product = drawn.find((each) => each.slug === slug && each.title === title);
      if (product !== undefined && !removed.some(({ subject }) => subject === slug))
        await addDemoPictures(tx, { productId, product });
    }
  });
}
