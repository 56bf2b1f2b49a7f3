import { getProduct, listProducts } from "@dualtrack/commerce";
import { openTestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { seedDemoShop } from "../../../prisma/seed.ts";

test("the demo's goods come with pictures of their own, in every width, and only into an empty shop", async () => {
  await using shop = await openTestShop();
  await seedDemoShop(shop.db);
  await seedDemoShop(shop.db);
  const products = await listProducts(shop);
  expect(products).toHaveLength(10);
  for (const { slug } of products) {
    const { pictures } = await getProduct(shop, { slug, cartToken: "nobody" });
    expect(pictures.length, slug).toBeGreaterThan(0);
    for (const { alt, widths } of pictures) {
      expect(alt).not.toBe("");
      expect(widths).toEqual([320, 640, 1280]);
    }
  }
});
