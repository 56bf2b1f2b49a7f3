import { randomUUID } from "node:crypto";
import { connect } from "../packages/db/src/index.ts";

/** Copies of the demo's records with their pictures, until so many products are published; and stock for all. */
export async function addProducts(databaseUrl: string, wanted: number): Promise<void> {
  const db = connect(databaseUrl, { maxConnections: 1 });
  const records = await db.product.findMany({
    where: { published: true, kind: "physical" },
    include: {
      variants: { include: { prices: true } },
      pictures: { include: { files: true }, orderBy: { position: "asc" }, take: 1 },
    },
  });
  const have = await db.product.count({ where: { published: true } });
  for (let number = have + 1; number <= wanted; number += 1) {
    const original = records[number % records.length];
    if (original === undefined) throw new Error("The demo has no records");
    const { id: _, variants, pictures, slug, position: __, ...product } = original;
    await db.product.create({
      data: {
        ...{ ...product, slug: `${slug}-${number}`, position: number },
        pictures: {
          create: pictures.map(({ id: _, productId: __, files, ...picture }) => ({
            ...picture,
            id: randomUUID(),
            files: { create: files.map(({ pictureId: _, ...file }) => file) },
          })),
        },
        variants: {
          create: variants.map(({ id: _, productId: __, pictureId: ___, prices, ...variant }) => ({
            ...{ ...variant, sku: `${variant.sku}-${number}` },
            prices: { create: prices.map(({ currency, unitAmount }) => ({ currency, unitAmount })) },
            stock: { create: {} },
          })),
        },
      },
    });
  }
  await db.$executeRaw`
    insert into stock_movement (variant_id, kind, quantity) select variant_id, 'receive', 1000 from stock_level`;
  await db.$disconnect();
}
