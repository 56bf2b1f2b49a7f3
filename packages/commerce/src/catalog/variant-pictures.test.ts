import { randomUUID } from "node:crypto";
import { formatOrderNumber } from "@dualtrack/contract";
import { buy, guestWith, runJobs, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import sharp from "sharp";
import { expect } from "vitest";
import {
  type Actor,
  addPicture,
  archiveVariant,
  getCart,
  getOrderForStaff,
  getProduct,
  getProductForStaff,
  removePicture,
  startCheckout,
  unpublishProduct,
  updateProduct,
} from "../index.ts";

let upload: Buffer;
test.beforeAll(async () => {
  upload = await sharp({ create: { width: 30, height: 30, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
});

const by: Actor = { name: "Ada", email: "ada@example.com", role: "manager", ip: null };
type Product = Awaited<ReturnType<typeof getProductForStaff>>;

let black: string;
let clear: string;
let front: string;
let back: string;
const now = async (shop: TestShop): Promise<Product> => {
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: black } });
  return getProductForStaff(shop, { productId });
};
const edited = async (shop: TestShop) => {
  const { id: productId, version } = await now(shop);
  return { productId, version, by };
};
async function addTo(
  shop: TestShop,
  edit: { productId: string; version: number; by: Actor },
): Promise<string> {
  const requestId = randomUUID();
  await addPicture(shop, { ...edit, requestId, upload });
  return requestId;
}
async function choose(shop: TestShop, pictureId: string | null): Promise<void> {
  const { id: productId, missing, pictures, ...product } = await now(shop);
  const variants = product.variants.map((each) => (each.id === clear ? { ...each, pictureId } : each));
  await updateProduct(shop, { ...product, productId, variants, by });
}

/** A record in two kinds of vinyl, with two pictures; the second is the clear one's own. */
test.beforeEach(async ({ shop }) => {
  black = await stockedVariant(shop, { onHand: 9 });
  const product = await now(shop);
  clear = randomUUID();
  const prices = [{ currency: "eur" as const, unitAmount: 2_900 }];
  const unmeasured = { weightGrams: null, lengthMm: null, widthMm: null, heightMm: null };
  const added = { id: clear, sku: clear, title: "Clear vinyl", pictureId: null, ...unmeasured, prices };
  await updateProduct(shop, {
    ...{ ...product, productId: product.id, optionName: "Edition", by },
    variants: [...product.variants.map((each) => ({ ...each, title: "Black vinyl" })), added],
  });
  await shop.db.stockMovement.create({ data: { variantId: clear, kind: "receive", quantity: 9 } });
  front = await addTo(shop, await edited(shop));
  back = await addTo(shop, await edited(shop));
  await choose(shop, back);
});

test("a variant's own picture is shown everywhere, and the product's first picture if it has none", async ({
  shop,
}) => {
  const { slug } = await now(shop);
  const shown = await getProduct(shop, { slug, cartToken: "nobody" });
  expect(shown.variants.map(({ pictureId }) => pictureId)).toEqual([null, back]);

  const cartToken = await guestWith(shop, { [black]: 1, [clear]: 1 });
  const cart = await getCart(shop, { token: cartToken });
  expect(cart.lines.map(({ picture }) => picture?.id)).toEqual([front, back]);
  const checkout = await startCheckout(shop, { cartToken });
  expect(checkout.lines.map(({ picture }) => picture?.id)).toEqual([front, back]);

  const { orderId } = await buy(shop, { [black]: 1, [clear]: 1 });
  await runJobs(shop);
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId }, include: { mails: true } });
  const { lines } = await getOrderForStaff(shop, { number: formatOrderNumber(order.number) });
  expect(lines.map(({ picture }) => picture?.id)).toEqual([front, back]);
  const mailed =
    order.mails[0]?.html.matchAll(/<img src="http:\/\/shop\.example\/media\/([^/]+)\/30\.webp" alt=""/g) ??
    [];
  expect([...mailed].map(([, id]) => id)).toEqual([front, back]);
});

test("removing a picture removes it from its variants, and the audit log names them", async ({ shop }) => {
  const { slug } = await now(shop);
  await removePicture(shop, { ...(await edited(shop)), pictureId: back });
  expect((await now(shop)).variants.map(({ pictureId }) => pictureId)).toEqual([null, null]);
  const cart = await getCart(shop, { token: await guestWith(shop, { [clear]: 1 }) });
  expect(cart.lines[0]?.picture?.id).toBe(front);
  const entries = await shop.db.auditEntry.findMany({
    where: { subject: slug },
    orderBy: { id: "asc" },
    select: { action: true, before: true, after: true },
  });
  expect(entries.at(-2)).toEqual({
    action: "product.update",
    before: { [`variant ${clear}`]: { eur: 2_900, title: "Clear vinyl" } },
    after: { [`variant ${clear}`]: { eur: 2_900, title: "Clear vinyl", picture: 2 } },
  });
  expect(entries.at(-1)).toMatchObject({
    action: "product.remove_picture",
    before: { picture: back, variants: [clear] },
  });
});

test("a variant can't have a picture of another product, or a removed one", async ({ shop }) => {
  const own = black;
  black = await stockedVariant(shop, { onHand: 1 });
  const others = await addTo(shop, await edited(shop));
  black = own;
  await expect(choose(shop, others)).rejects.toMatchObject({ code: "PICTURE_NOT_FOUND" });
  await expect(choose(shop, randomUUID())).rejects.toMatchObject({ code: "PICTURE_NOT_FOUND" });
  await expect(shop.db.variant.update({ where: { id: clear }, data: { pictureId: others } })).rejects.toThrow(
    /foreign key/i,
  );
});

test("an archived variant of a product that is not on sale keeps its picture in carts", async ({ shop }) => {
  const token = await guestWith(shop, { [clear]: 1 });
  await archiveVariant(shop, { ...(await edited(shop)), variantId: clear });
  await unpublishProduct(shop, await edited(shop));
  expect((await getCart(shop, { token })).lines[0]).toMatchObject({
    problem: "not_on_sale",
    picture: { id: back },
  });
});
