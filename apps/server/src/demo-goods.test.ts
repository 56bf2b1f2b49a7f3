import {
  findPreview,
  getCatalog,
  getProduct,
  removePicture,
  removeUnusedUploads,
  StorageError,
} from "@dualtrack/commerce";
import { openTestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { seedDemoShop } from "../../../prisma/seed.ts";

test("the demo's goods come with pictures of their own, in every width, and only into an empty shop", async () => {
  await using shop = await openTestShop();
  await seedDemoShop(shop.db, shop.storage);
  await seedDemoShop(shop.db, shop.storage);
  const { products } = await getCatalog(shop, { cartToken: null });
  expect(products).toHaveLength(16);
  for (const { slug } of products) {
    const { pictures } = await getProduct(shop, { slug, cartToken: "nobody" });
    expect(pictures.length, slug).toBeGreaterThan(0);
    for (const { alt, widths } of pictures) {
      expect(alt).not.toBe("");
      expect(widths).toEqual([320, 640, 1280]);
    }
  }
});

test("goods of an older demo, which pages drew, get their pictures; those whose pictures staff removed don't", async () => {
  await using shop = await openTestShop();
  await seedDemoShop(shop.db, shop.storage);
  const bag = await shop.db.product.findUniqueOrThrow({
    where: { slug: "record-bag" },
    select: { id: true, version: true, pictures: { select: { id: true } } },
  });
  const [{ id: pictureId = "" } = {}] = bag.pictures;
  const by = { name: "Ada", email: "ada@example.com", role: "manager", ip: null } as const;
  await removePicture(shop, { productId: bag.id, version: bag.version, pictureId, by });
  await shop.db.variant.updateMany({ data: { pictureId: null } });
  await shop.db.productPicture.deleteMany();

  await seedDemoShop(shop.db, shop.storage);
  const { products: listed } = await getCatalog(shop, { cartToken: null });
  expect(listed.filter(({ picture }) => picture === null).map(({ slug }) => slug)).toEqual(["record-bag"]);
  const vinyl = await getProduct(shop, { slug: "low-tide-machine", cartToken: "nobody" });
  expect(vinyl.pictures).toHaveLength(2);
  expect(vinyl.variants.map(({ pictureId }) => pictureId)).toEqual(vinyl.pictures.map(({ id }) => id));
});

test("the demo's beats have files that are sold and previews that are other bytes, and start again without new ones", async () => {
  await using shop = await openTestShop();
  await seedDemoShop(shop.db, shop.storage);
  const stored = await shop.db.uploadedFile.findMany();
  await seedDemoShop(shop.db, shop.storage);
  expect(await shop.db.uploadedFile.findMany()).toEqual(stored);
  for (const { storageKey, sizeBytes, completedAt } of stored) {
    expect(completedAt).not.toBeNull();
    expect(await shop.storage.sizeOf(storageKey)).toBe(sizeBytes);
  }
  expect(new Set(stored.map(({ sha256 }) => sha256)).size).toBe(stored.length);

  const { kind, variants, previews, licence } = await getProduct(shop, {
    slug: "copper-shuffle",
    cartToken: "nobody",
  });
  expect(kind).toBe("digital");
  expect(licence).toContain("in your own songs");
  expect(variants.map(({ files }) => files.map(({ name }) => name))).toEqual([
    ["Copper Shuffle 92 BPM.wav"],
    ["Copper Shuffle 92 BPM.wav", "Copper Shuffle 92 BPM drums.wav", "Copper Shuffle 92 BPM bass.wav"],
  ]);
  expect(previews.map(({ title, durationMs }) => [title, durationMs])).toEqual([
    ["The loop", 5_000],
    ["The drums alone", 5_000],
  ]);
  const heard = await findPreview(shop, { previewId: previews[0]?.id ?? "" });
  expect(heard).toMatchObject({ mediaType: "audio/wav", bytes: 441_044 });

  // Nothing that is sold or heard is swept away as unused.
  shop.clock.advance(2 * 24 * 60 * 60_000);
  expect(await removeUnusedUploads(shop)).toEqual({ removed: 0 });
});

test("without a place for its files the demo is not filled in half: the next start does it all", async () => {
  await using shop = await openTestShop();
  let left = 3;
  const full = {
    ...shop.storage,
    put: (...file: Parameters<typeof shop.storage.put>) =>
      left-- > 0
        ? shop.storage.put(...file)
        : Promise.reject(new StorageError("Full", new Error("no space"))),
  };
  await expect(seedDemoShop(shop.db, full)).rejects.toThrow(StorageError);
  expect(await shop.db.product.count()).toBe(0);
  await seedDemoShop(shop.db, shop.storage);
  expect((await getCatalog(shop, { cartToken: null })).products).toHaveLength(16);
  shop.clock.advance(2 * 24 * 60 * 60_000);
  expect(await removeUnusedUploads(shop)).toEqual({ removed: 4 });
});
