import { guestWith, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { startCheckout } from "../index.ts";

/** The product's first picture, with two files; answers its id. */
async function picture(shop: TestShop, variantId: string, width: number): Promise<string> {
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
  const files = [width, width / 2].map((each) => ({ width: each, height: each, bytes: Buffer.from("webp") }));
  const data = { productId, alt: "Front", width, height: width, files: { create: files } };
  return (await shop.db.productPicture.create({ data })).id;
}

test("a checkout that was just started is answered as a reload reads it: goods, pictures, codes, tax and price", async ({
  shop,
}) => {
  await shop.db.taxSettings.update({
    where: { id: 1 },
    data: { taxBehavior: "exclusive", sellerCountry: "AT" },
  });
  await shop.db.taxRegistration.create({ data: { country: "AT", state: "" } });
  await shop.db.taxRate.create({
    data: {
      country: "AT",
      state: "",
      taxCode: "standard",
      name: "VAT",
      rate: 200_000,
      validFrom: new Date(0),
    },
  });
  const createdAt = shop.clock.now();
  await shop.db.discount.create({
    data: {
      ...{ name: "Opening week", kind: "percent", percentBps: 1_250, isAutomatic: true, createdAt },
      ...{ isCombinable: true },
    },
  });
  await shop.db.discount.create({
    data: {
      ...{ name: "Free shipping", kind: "free_shipping", isCombinable: true, createdAt },
      codes: { create: { code: "FREE", createdAt } },
    },
  });
  const goods: Record<string, number> = {};
  for (const [quantity, price] of [
    [1, 1_999],
    [3, 333],
    [2, 500],
  ] as const)
    goods[await stockedVariant(shop, { onHand: 9, price })] = quantity;
  const [first = "", second = ""] = Object.keys(goods);
  await picture(shop, first, 800);
  await picture(shop, second, 800);
  const own = await picture(shop, second, 400);
  await shop.db.variant.update({ where: { id: second }, data: { title: "Red", pictureId: own } });
  const cartToken = await guestWith(shop, goods);
  await shop.db.cart.updateMany({ data: { discountCodes: ["FREE"] } });

  const { serverNow: _, ...started } = await startCheckout(shop, { cartToken });
  const { serverNow: __, ...again } = await startCheckout(shop, { cartToken });
  expect(started).toStrictEqual(again);
  expect(started).toMatchObject({
    ...{ state: "open", quoteNumber: 1, payment: null, contact: null },
    lines: [
      { quantity: 1, picture: { widths: [400, 800] } },
      { quantity: 3, variantTitle: "Red", picture: { id: own, widths: [200, 400] } },
      { quantity: 2, picture: null },
    ],
    discounts: [{ name: "Opening week" }, { name: "Free shipping", code: "FREE" }],
    taxes: [{ name: "VAT" }],
  });
});
