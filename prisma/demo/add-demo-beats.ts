import { randomUUID } from "node:crypto";
import type { Tx } from "../../packages/db/src/index.ts";
import { addDemoPictures } from "./add-demo-pictures.ts";
import { demoBeats, demoLicence } from "./demo-beats.ts";
import { demoSku } from "./demo-products.ts";
import { currencyPrices } from "./demo-services.ts";
import { addedBy, type StoredSounds } from "./store-demo-files.ts";

/** Adds the beats with their files, previews and licence. `sounds` are in the file storage already. */
export async function addDemoBeats(
  tx: Tx,
  {
    position,
    categoryId,
    sounds,
  }: { position: number; categoryId: string | undefined; sounds: StoredSounds },
): Promise<void> {
  const createdAt = new Date();
  for (const [place, beat] of demoBeats.entries()) {
    const { slug, title, artist, description, optionName, variants, previews } = beat;
    const { id: productId } = await tx.product.create({
      select: { id: true },
      data: {
        ...{ slug, title, artist, description, optionName },
        kind: "digital",
        published: true,
        firstPublishedAt: createdAt,
        position: position + place,
        ...(categoryId !== undefined && { categories: { create: { categoryId } } }),
        licences: { create: { number: 1, text: demoLicence, heldFrom: createdAt, createdBy: addedBy } },
        variants: {
          create: variants.map(({ prices, files, ...variant }, order) => ({
            ...{ title: variant.title, position: order, tracksStock: false, sku: demoSku(slug, order) },
            prices: { create: currencyPrices(prices) },
            stock: { create: {} },
            files: {
              create: files.map((name, fileOrder) => ({
                id: randomUUID(),
                uploadId: sounds.sold.get(name) ?? "",
                name: `${name}.wav`,
                mediaType: "audio/wav",
                position: fileOrder,
                ...{ createdAt, createdBy: addedBy },
              })),
            },
          })),
        },
        previews: {
          create: previews.flatMap(({ title: previewTitle, sound }, order) => {
            const heard = sounds.heard.get(sound);
            return heard === undefined
              ? []
              : {
                  id: randomUUID(),
                  ...heard,
                  title: previewTitle,
                  mediaType: "audio/wav",
                  position: order,
                  ...{ createdAt, createdBy: addedBy },
                };
          }),
        },
      },
    });
    await addDemoPictures(tx, { productId, product: beat });
  }
}
