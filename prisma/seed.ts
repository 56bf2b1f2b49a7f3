import type { FileStorage } from "../packages/commerce/src/index.ts";
import type { Db } from "../packages/db/src/index.ts";
import { addDemoBeats } from "./demo/add-demo-beats.ts";
import { addDemoCategories } from "./demo/add-demo-categories.ts";
import { addDemoDiscounts } from "./demo/add-demo-discounts.ts";
import { addDemoPictures } from "./demo/add-demo-pictures.ts";
import { addDemoSeller } from "./demo/add-demo-seller.ts";
import { addDemoServices } from "./demo/add-demo-services.ts";
import { addDemoShipping } from "./demo/add-demo-shipping.ts";
import { addDemoTax } from "./demo/add-demo-tax.ts";
import { addMissingPictures } from "./demo/add-missing-pictures.ts";
import { demoBeats } from "./demo/demo-beats.ts";
import { demoProducts, demoSku, hsCodes, weightsInGrams } from "./demo/demo-products.ts";
import { storeDemoFiles } from "./demo/store-demo-files.ts";

/** Fills an empty shop with the demo label's goods; in any other shop, those goods of it that have no pictures get them. */
export async function seedDemoShop(db: Db, storage: FileStorage): Promise<void> {
  if ((await db.product.count()) > 0) return addMissingPictures(db);
  const sounds = await storeDemoFiles(db, storage);
  await db.$transaction(async (tx) => {
    await addDemoSeller(tx);
    await addDemoShipping(tx);
    await addDemoTax(tx);
    await addDemoDiscounts(tx);
    const categoryOf = await addDemoCategories(tx);
    for (const [position, product] of demoProducts.entries()) {
      const { slug, title, artist, description, optionName = null, variants } = product;
      const kind = product.pictures[0]?.thing.kind ?? "record";
      const categoryId = categoryOf(kind);
      const { id: productId } = await tx.product.create({
        data: {
          ...{ slug, title, artist, description, optionName },
          kind: "physical",
          published: true,
          firstPublishedAt: new Date(),
          position,
          ...(categoryId !== undefined && { categories: { create: { categoryId } } }),
        },
        select: { id: true },
      });
      const packed = { weightGrams: weightsInGrams[kind], hsCode: hsCodes[kind], originCountry: "AT" };
      for (const [place, { title, prices, onHand }] of variants.entries()) {
        const sku = demoSku(slug, place);
        const variant = await tx.variant.create({
          data: { productId, sku, title, position: place, ...packed, stock: { create: {} } },
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
      await addDemoPictures(tx, { productId, product });
    }
    await addDemoBeats(tx, { position: demoProducts.length, sounds, categoryId: categoryOf("beat") });
    await addDemoServices(tx, {
      position: demoProducts.length + demoBeats.length,
      categoryId: categoryOf("service"),
    });
  });
}
