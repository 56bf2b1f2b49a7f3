import { getProduct, listProducts, removePicture } from "@dualtrack/commerce";
import { openTestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { seedDemoShop } from "../../../prisma/seed.ts";

test("the demo's goods come with pictures of their own, in every width, and only into an empty shop", async () => {
  await using shop = await openTestShop();
  await seedDemoShop(shop.db);
  await seedDemoShop(shop.db);
  const products = await listProducts(shop, { cartToken: "nobody" });
  expect(products).toHaveLength(13);
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
  await seedDemoShop(shop.db);
  const bag = await shop.db.product.findUniqueOrThrow({
    where: { slug: "record-bag" },
    select: { id: true, version: true, pictures: { select: { id: true } } },
  });
  const [{ id: pictureId = "" } = {}] = bag.pictures;
  const by = { name: "Ada", email: "ada@example.com", role: "manager", ip: null } as const;
  await removePicture(shop, { productId: bag.id, version: bag.version, pictureId, by });
  await shop.db.variant.updateMany({ data: { pictureId: null } });
  await shop.db.productPicture.deleteMany();

  await seedDemoShop(shop.db);
  const listed = await listProducts(shop, { cartToken: "nobody" });
  expect(listed.filter(({ picture }) => picture === null).map(({ slug }) => slug)).toEqual(["record-bag"]);
  const vinyl = await getProduct(shop, { slug: "low-tide-machine", cartToken: "nobody" });
  expect(vinyl.pictures).toHaveLength(2);
  expect(vinyl.variants.map(({ pictureId }) => pictureId)).toEqual(vinyl.pictures.map(({ id }) => id));
});
