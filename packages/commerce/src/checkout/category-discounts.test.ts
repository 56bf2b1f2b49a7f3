import { randomUUID } from "node:crypto";
import { discountSchema } from "@dualtrack/contract";
import {
  contact,
  countStatements,
  guestWith,
  openPayment,
  owner,
  payAtStripe,
  shippingAddress,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import fc from "fast-check";
import { expect } from "vitest";
import { discountCart } from "../discounts/discount-cart.ts";
import { findDiscounts } from "../discounts/find-discounts.ts";
import {
  addDiscountCode,
  applyCode,
  createCategory,
  createDiscount,
  deleteCategory,
  getCart,
  getCategoryForStaff,
  getDiscount,
  getProductForStaff,
  placeOrder,
  startCheckout,
  updateDiscount,
  updateProduct,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";

const by = owner;

async function newCategory(shop: TestShop, name = `Category ${randomUUID()}`) {
  const { categoryId } = await createCategory(shop, { requestId: randomUUID(), name, by });
  return getCategoryForStaff(shop, { categoryId });
}

async function newProduct(shop: TestShop, price = 2_000) {
  const variantId = await stockedVariant(shop, { onHand: 20, price });
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
  return { variantId, productId };
}

async function putInto(shop: TestShop, productId: string, categoryIds: string[]): Promise<void> {
  const product = await getProductForStaff(shop, { productId });
  await updateProduct(shop, { ...product, productId, categoryIds, by });
}

const blank = {
  ...{ name: "Tapes week", kind: "percent", percentBps: 1_000, buyQuantity: null, getQuantity: null },
  ...{ isAutomatic: false, isCombinable: false, productIds: [], countries: [], isFirstOrderOnly: false },
  ...{ startsAt: null, endsAt: null, maxUses: null, maxUsesPerCustomer: null, amounts: [] },
};

/** 10 % off the products of these categories, and off these products, by a code. */
async function discountOn(shop: TestShop, scope: { categoryIds: string[]; productIds?: string[] }) {
  const requestId = randomUUID();
  const discount = discountSchema.parse({ ...blank, ...scope });
  const { discountId } = await createDiscount(shop, { requestId, discount, by });
  const code = requestId.slice(-12).toUpperCase();
  await addDiscountCode(shop, { discountId, code, maxUses: null, by });
  return { discountId, code };
}

test("a discount on categories and products takes its share off exactly the products that are in one of them", async ({
  shop,
}) => {
  const categories = [await newCategory(shop), await newCategory(shop), await newCategory(shop)];
  const goods: Awaited<ReturnType<typeof newProduct>>[] = [];
  for (let count = 0; count < 6; count += 1) goods.push(await newProduct(shop));
  const place = (length: number) => fc.subarray([...Array(length).keys()]);
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`SEED=${seed}`);
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(...goods.map(() => place(categories.length))),
      place(categories.length),
      place(goods.length),
      fc.tuple(
        ...goods.map(() => fc.record({ euros: fc.nat(90), quantity: fc.integer({ min: 1, max: 5 }) })),
      ),
      async (isIn, onCategories, onProducts, amounts) => {
        fc.pre(onCategories.length + onProducts.length > 0);
        const idsOf = (places: number[]) => places.flatMap((each) => categories[each]?.id ?? []);
        for (const [index, { productId }] of goods.entries())
          await putInto(shop, productId, idsOf(isIn[index] ?? []));
        const { discountId, code } = await discountOn(shop, {
          categoryIds: idsOf(onCategories),
          productIds: onProducts.flatMap((each) => goods[each]?.productId ?? []),
        });
        const lines = goods.map(({ productId }, index) => ({
          productId,
          unitAmount: (amounts[index]?.euros ?? 0) * 100,
          quantity: amounts[index]?.quantity ?? 1,
        }));
        const expected = lines.map(({ unitAmount, quantity }, index) => {
          const holds =
            onProducts.includes(index) || onCategories.some((each) => isIn[index]?.includes(each));
          return holds ? (unitAmount * quantity) / 10 : 0;
        });
        const { lineAmounts, refused } = await discountCart(shop.db, {
          ...{ currency: "eur", lines, country: "AT", customer: null, codes: [code], ownCheckoutIds: [] },
          ...{ at: shop.clock.now(), shippingAmount: 500 },
        });
        const isApplied = expected.some((amount) => amount > 0);
        expect(lineAmounts).toEqual(isApplied ? [expected] : []);
        const names = onProducts.length > 0 ? [] : onCategories.map((each) => categories[each]?.name);
        expect(refused.map(({ refusal }) => refusal)).toEqual(
          isApplied ? [] : [{ reason: "products", categories: names }],
        );
        await shop.db.discount.update({ where: { id: discountId }, data: { pausedAt: new Date() } });
      },
    ),
    { seed, numRuns: 12 },
  );
});

test("a product that leaves its category costs more at Pay, with the reason; what is being paid keeps its price", async ({
  shop,
}) => {
  const vinyl = await newCategory(shop, "Vinyl");
  const { variantId, productId } = await newProduct(shop);
  const { code } = await discountOn(shop, { categoryIds: [vinyl.id] });
  const begin = async () => {
    const cartToken = await guestWith(shop, { [variantId]: 1 });
    await applyCode(shop, { token: cartToken, code });
    const checkout = await startCheckout(shop, { cartToken });
    const press = (quoteNumber: number) =>
      openPayment(shop, { checkoutId: checkout.id, cartToken, quoteNumber, contact, shippingAddress });
    return { ...checkout, cartToken, press };
  };
  await putInto(shop, productId, [vinyl.id]);
  const [paying, open] = [await begin(), await begin()];
  expect([paying.total.amount, open.total.amount]).toEqual([2_390, 2_390]); // 20.00 - 2.00 + 5.90
  const { payment } = await paying.press(paying.quoteNumber);

  await putInto(shop, productId, []);
  await expect(open.press(open.quoteNumber)).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: { codes: [{ code, refusal: { reason: "products", categories: ["Vinyl"] } }] },
  });
  const { total } = await open.press(2);
  expect(total.amount).toBe(2_590);
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  expect(await syncPayment(shop, { ...payment, track: "sync" })).toBe("confirmed");
  const paid = await shop.db.order.findUniqueOrThrow({ where: { id: paying.id } });
  expect(paid).toMatchObject({ discountAmount: 200, totalAmount: 2_390 });

  await putInto(shop, productId, [vinyl.id]);
  expect((await begin()).total.amount).toBe(2_390);
});

test("of a category with many products only those of the cart are read", async ({ shop }) => {
  const vinyl = await newCategory(shop);
  const [inCart, other] = [await newProduct(shop), await newProduct(shop)];
  for (const { productId } of [inCart, other]) await putInto(shop, productId, [vinyl.id]);
  const { code } = await discountOn(shop, { categoryIds: [vinyl.id] });
  const { discounts } = await findDiscounts(shop.db, {
    ...{ currency: "eur", country: "AT", customer: null, codes: [code], ownCheckoutIds: [] },
    ...{ at: shop.clock.now(), lines: [{ productId: inCart.productId, unitAmount: 2_000, quantity: 1 }] },
  });
  expect(discounts[0]?.productIds).toEqual(new Set([inCart.productId]));
});

test("a discount on categories takes no more statements of a cart than one on products", async ({ shop }) => {
  const vinyl = await newCategory(shop);
  const { variantId, productId } = await newProduct(shop);
  const counts = [];
  for (const scope of [{ categoryIds: [], productIds: [productId] }, { categoryIds: [vinyl.id] }]) {
    const { code } = await discountOn(shop, scope);
    const token = await guestWith(shop, { [variantId]: 1 });
    await applyCode(shop, { token, code });
    counts.push(await countStatements(() => getCart(shop, { token })));
  }
  expect(counts[1]).toBe(counts[0]);
});

test("a category that a discount holds for is not deleted, and the discount never holds for other goods", async ({
  shop,
}) => {
  const tapes = await newCategory(shop);
  const { discountId } = await discountOn(shop, { categoryIds: [tapes.id] });
  const remove = () => deleteCategory(shop, { categoryId: tapes.id, version: tapes.version, by });
  await expect(remove()).rejects.toMatchObject({
    code: "CATEGORY_IN_USE",
    details: { discounts: ["Tapes week"], count: 1 },
  });
  expect(await getCategoryForStaff(shop, { categoryId: tapes.id })).toMatchObject({
    discounts: [{ id: discountId, name: "Tapes week" }],
  });
  await expect(shop.db.category.delete({ where: { id: tapes.id } })).rejects.toThrow(); // the database's own word
  const { version, products } = await getDiscount(shop, { discountId });
  expect(products).toEqual([]);
  const change = { discountId, version, by };
  for (const scope of [{ categoryIds: [] }, { categoryIds: [], productIds: [] }])
    expect(discountSchema.safeParse({ ...blank, ...scope }).error?.issues).toMatchObject([
      { path: ["productIds"], message: "Choose a product or a category, or all products" },
    ]);
  await expect(
    updateDiscount(shop, {
      ...change,
      discount: discountSchema.parse({ ...blank, categoryIds: [randomUUID()] }),
    }),
  ).rejects.toMatchObject({ code: "CATEGORY_NOT_FOUND" });
  await updateDiscount(shop, { ...change, discount: discountSchema.parse({ ...blank, productIds: null }) });
  await remove();
});

test("of a discount that is made and its category that is deleted at the same time, one is refused", async ({
  shop,
}) => {
  for (let round = 0; round < 10; round += 1) {
    const { id: categoryId, version } = await newCategory(shop);
    const outcomes = await Promise.allSettled([
      deleteCategory(shop, { categoryId, version, by }),
      discountOn(shop, { categoryIds: [categoryId] }),
      discountOn(shop, { categoryIds: [categoryId] }),
    ]);
    const [deleted, ...made] = outcomes;
    const refused = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
    const isDeleted = deleted?.status === "fulfilled";
    expect(refused).toEqual(
      isDeleted ? ["CATEGORY_NOT_FOUND", "CATEGORY_NOT_FOUND"] : expect.arrayContaining(["CATEGORY_IN_USE"]),
    );
    for (const each of made) {
      if (each.status === "rejected") continue;
      const { products, categories } = await getDiscount(shop, { discountId: each.value.discountId });
      expect({ products, categories: categories.map(({ id }) => id) }).toEqual({
        products: [],
        categories: [categoryId],
      });
    }
  }
});
