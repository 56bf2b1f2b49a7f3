import { randomUUID } from "node:crypto";
import {
  buy,
  contact,
  guestWith,
  openPayment,
  payAtStripe,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { describe, expect } from "vitest";
import {
  type Actor,
  archiveVariant,
  createProduct,
  deleteVariant,
  getCart,
  getProduct,
  getProductForStaff,
  listProductsForStaff,
  moveProduct,
  placeOrder,
  publishProduct,
  restoreVariant,
  startCheckout,
  unpublishProduct,
  updateProduct,
} from "../index.ts";

const by: Actor = { name: "Ada", email: "ada@example.com", role: "manager", ip: "127.0.0.1" };
const details = {
  title: "Nuit d'été, Vol. 2",
  artist: "Band",
  description: "Two sides",
} as const;

async function draft(shop: TestShop, changes: Partial<typeof details> = {}) {
  const { productId } = await createProduct(shop, { requestId: randomUUID(), ...details, ...changes, by });
  return getProductForStaff(shop, { productId });
}

const unmeasured = { weightGrams: null, lengthMm: null, widthMm: null, heightMm: null };

type Product = Awaited<ReturnType<typeof getProductForStaff>>;
type Update = Parameters<typeof updateProduct>[1];

/** Saves the product as the editor shows it, with these changes, and answers it as it is then. */
async function save(shop: TestShop, product: Product, changes: Partial<Update> = {}): Promise<Product> {
  const { id: productId, version, slug, title, artist, description, optionName, opensAt } = product;
  const variants = product.variants.filter(({ isArchived }) => !isArchived);
  await updateProduct(shop, {
    ...{ productId, version, slug, title, artist, description, optionName, opensAt, variants, by },
    ...changes,
  });
  return getProductForStaff(shop, { productId });
}

function variant(title: string, eur: number | null, id: string = randomUUID()) {
  const prices = eur === null ? [] : [{ currency: "eur" as const, unitAmount: eur }];
  return { id, sku: `SKU-${id.slice(-12)}`, title, pictureId: null, prices, ...unmeasured };
}

const edited = ({ id: productId, version }: Product) => ({ productId, version, by });

async function productOf(shop: TestShop, variantId: string): Promise<Product> {
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
  return getProductForStaff(shop, { productId });
}

const auditOf = (shop: TestShop, { slug }: Product) =>
  shop.db.auditEntry.findMany({
    where: { subject: slug },
    orderBy: { id: "asc" },
    select: { action: true, before: true, after: true, staffEmail: true },
  });

test("a new product is a draft with a slug from its title; a repeated request makes one", async ({
  shop,
}) => {
  const requestId = randomUUID();
  const title = "Ça va, Straße?";
  await Promise.all([1, 2].map(() => createProduct(shop, { requestId, ...details, title, by })));
  const first = await getProductForStaff(shop, { productId: requestId });
  expect(first).toMatchObject({ slug: "ca-va-strasse", status: "draft", version: 1 });
  expect((await draft(shop, { title: title as typeof details.title })).slug).toBe("ca-va-strasse-2");
  expect(await auditOf(shop, first)).toHaveLength(1);
});

test("two people edit at once: the first is saved, the second is refused with the name of the first", async ({
  shop,
}) => {
  const seen = await draft(shop);
  const saves = await Promise.allSettled([
    save(shop, seen, { title: "By one" }),
    save(shop, seen, { title: "By the other" }),
  ]);
  expect(saves.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = saves.find((outcome) => outcome.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "PRODUCT_CHANGED", details: { by: "Ada" } });
  const now = await getProductForStaff(shop, { productId: seen.id });
  expect(now.version).toBe(seen.version + 1);
  expect((await auditOf(shop, now)).filter(({ action }) => action === "product.update")).toHaveLength(1);
});

test.for(["publish", "unpublish", "move", "archive"])(
  "whoever saw an older version can't %s either",
  async (what, { shop }) => {
    const seen = await save(shop, await draft(shop), { variants: [variant("", 100)] });
    await save(shop, seen, { title: "Changed" });
    const stale = edited(seen);
    const variantId = seen.variants[0]?.id ?? "";
    const attempt = {
      publish: () => publishProduct(shop, stale),
      unpublish: () => unpublishProduct(shop, stale),
      move: () => moveProduct(shop, { ...stale, step: -1 }),
      archive: () => archiveVariant(shop, { ...stale, variantId }),
    }[what];
    await expect(attempt?.()).rejects.toMatchObject({ code: "PRODUCT_CHANGED" });
  },
);

test("the audit log holds what changed, before and after, and nothing else", async ({ shop }) => {
  const one = variant("Black", 2_000);
  const product = await save(shop, await draft(shop), { variants: [one] });
  await save(shop, product, {
    artist: "Another band",
    variants: [{ ...one, prices: [{ currency: "eur", unitAmount: 2_400 }] }],
  });
  expect((await auditOf(shop, product)).at(-1)).toEqual({
    action: "product.update",
    staffEmail: by.email,
    before: { artist: "Band", [`variant ${one.sku}`]: { title: "Black", eur: 2_000 } },
    after: { artist: "Another band", [`variant ${one.sku}`]: { title: "Black", eur: 2_400 } },
  });
});

test("weight and size of a packed unit are saved, and stand in the audit log", async ({ shop }) => {
  const [one, other] = [variant("Black", 2_000), variant("White", 2_000)];
  const before = await save(shop, await draft(shop), { optionName: "Colour", variants: [one, other] });
  const packed = { weightGrams: 480, lengthMm: 310, widthMm: 315, heightMm: 8 };
  const after = await save(shop, before, { variants: [{ ...one, ...packed }, other] });
  expect(after.variants).toMatchObject([packed, unmeasured]);
  const entry = await shop.db.auditEntry.findFirstOrThrow({
    where: { subject: after.slug },
    orderBy: { id: "desc" },
  });
  expect(entry.after).toMatchObject({ [`variant ${one.sku}`]: { weight: 480, size: [310, 315, 8] } });
  await expect(save(shop, after, { variants: [{ ...one, weightGrams: -1 }] })).rejects.toThrow(
    /variant_measures_check/,
  );
});

test("what customs ask is saved, stays when it is left out, and stands in the audit log", async ({
  shop,
}) => {
  const one = variant("Black", 2_000);
  const before = await save(shop, await draft(shop), { variants: [one] });
  expect(before.variants).toMatchObject([{ hsCode: null, originCountry: null }]);
  const customs = { hsCode: "852380", originCountry: "CZ" };
  const after = await save(shop, before, { variants: [{ ...one, ...customs }] });
  expect(after.variants).toMatchObject([customs]);
  expect((await auditOf(shop, after)).at(-1)).toMatchObject({
    before: { [`variant ${one.sku}`]: expect.not.objectContaining({ hsCode: expect.anything() }) },
    after: { [`variant ${one.sku}`]: customs },
  });
  const kept = await save(shop, after, { title: "Other", variants: [one] });
  expect(kept.variants).toMatchObject([customs]);
  for (const wrong of [{ hsCode: "8523.80" }, { originCountry: "cz" }])
    await expect(save(shop, kept, { variants: [{ ...one, ...wrong }] })).rejects.toThrow(
      /variant_(hs_code|origin_country)_check/,
    );
});

describe("publishing", () => {
  test("says everything that is missing at once", async ({ shop }) => {
    const product = await save(shop, await draft(shop), {
      description: "",
      variants: [variant("Black", 100), variant("", null)],
    });
    await expect(publishProduct(shop, edited(product))).rejects.toMatchObject({
      code: "PRODUCT_NOT_READY",
      details: {
        missing: [
          { part: "description" },
          { part: "price", variant: product.variants[1]?.sku, currency: "eur" },
          { part: "option_name" },
          { part: "variant_title", variant: product.variants[1]?.sku },
        ],
      },
    });
    expect(product.missing).toHaveLength(4);
  });

  test("shows the product, with its opening time, and keeps its address from then on", async ({ shop }) => {
    const opensAt = new Date(shop.clock.now().getTime() + 60_000).toISOString();
    const ready = await save(shop, await draft(shop), {
      variants: [variant("", 100)],
      opensAt,
      slug: "my-address",
    });
    await publishProduct(shop, edited(ready));
    const seen = await getProduct(shop, { slug: "my-address", cartToken: "x" });
    expect(seen).toMatchObject({ opensAt, availability: "upcoming" });
    const published = await getProductForStaff(shop, { productId: ready.id });
    expect(published).toMatchObject({ status: "upcoming", slugIsFixed: true });
    await expect(save(shop, published, { slug: "another" })).rejects.toMatchObject({ code: "SLUG_FIXED" });
    await unpublishProduct(shop, edited(published));
    const hidden = await getProductForStaff(shop, { productId: ready.id });
    await expect(save(shop, hidden, { slug: "another" })).rejects.toMatchObject({ code: "SLUG_FIXED" });
    expect((await auditOf(shop, hidden)).map(({ action, after }) => [action, after]).slice(-2)).toEqual([
      ["product.publish", { published: true, opensAt }],
      ["product.unpublish", { published: false }],
    ]);
  });

  test("the last price and the last variant of a published product can't be removed", async ({ shop }) => {
    const ready = await save(shop, await draft(shop), { variants: [variant("", 100)] });
    await publishProduct(shop, edited(ready));
    const published = await getProductForStaff(shop, { productId: ready.id });
    const [only] = published.variants;
    const without = { ...variant("", null, only?.id), sku: only?.sku ?? "" };
    await expect(save(shop, published, { variants: [without] })).rejects.toMatchObject({
      code: "PRODUCT_NOT_READY",
    });
    const archive = archiveVariant(shop, { ...edited(published), variantId: only?.id ?? "" });
    await expect(archive).rejects.toMatchObject({ code: "PRODUCT_NOT_READY" });
    expect((await getProductForStaff(shop, { productId: ready.id })).version).toBe(published.version);
  });
});

test("slugs and SKUs are unique: the first one wins", async ({ shop }) => {
  const mine = await save(shop, await draft(shop), { variants: [variant("", 100)], slug: "taken-address" });
  const other = await draft(shop);
  await expect(save(shop, other, { slug: "taken-address" })).rejects.toMatchObject({
    code: "SLUG_TAKEN",
    details: { slug: "taken-address" },
  });
  const sku = mine.variants[0]?.sku ?? "";
  await expect(save(shop, other, { variants: [{ ...variant("", 1), sku }] })).rejects.toMatchObject({
    code: "SKU_TAKEN",
    details: { sku },
  });
  const twice = ["A", "B"].map((title) => ({ ...variant(title, 1), sku: "SAME" }));
  await expect(save(shop, other, { variants: twice })).rejects.toMatchObject({ details: { sku: "SAME" } });
});

test("two variants swap SKUs; an archived one keeps its own", async ({ shop }) => {
  const [a, b] = [variant("A", 100), variant("B", 100)];
  const product = await save(shop, await draft(shop), { variants: [a, b] });
  const swapped = await save(shop, product, {
    variants: [
      { ...a, sku: b.sku },
      { ...b, sku: a.sku },
    ],
  });
  expect(swapped.variants.map(({ id, sku }) => [id, sku])).toEqual([
    [a.id, b.sku],
    [b.id, a.sku],
  ]);
  await archiveVariant(shop, { ...edited(swapped), variantId: b.id });
  const archived = await productOf(shop, a.id);
  await expect(save(shop, archived, { variants: [{ ...a, sku: a.sku }] })).rejects.toMatchObject({
    code: "SKU_TAKEN",
    details: { sku: a.sku },
  });
});

test("changes of an archived variant are in the audit log, too", async ({ shop }) => {
  const [a, b] = [variant("A", 100), variant("B", 100)];
  const product = await save(shop, await draft(shop), { variants: [a, b] });
  await archiveVariant(shop, { ...edited(product), variantId: b.id });
  const cheaper = { ...b, prices: [{ currency: "eur" as const, unitAmount: 1 }] };
  await save(shop, await productOf(shop, a.id), { variants: [a, cheaper] });
  const last = await shop.db.auditEntry.findFirstOrThrow({
    where: { subject: product.slug },
    orderBy: { id: "desc" },
  });
  expect(last.before).toEqual({ [`variant ${b.sku}`]: { title: "B", eur: 100 } });
  expect(last.after).toEqual({ [`variant ${b.sku}`]: { title: "B", eur: 1 } });
});

test("variants keep the order they were saved in, and new ones have stock to count", async ({ shop }) => {
  const [a, b] = [variant("A", 100), variant("B", 100)];
  const product = await save(shop, await save(shop, await draft(shop), { variants: [a, b] }), {
    variants: [b, a],
  });
  expect(product.variants.map(({ title }) => title)).toEqual(["B", "A"]);
  expect(await stockOf(shop, a.id)).toEqual({ onHand: 0, reserved: 0 });
});

test("another product's variant can't be saved with this product", async ({ shop }) => {
  const theirs = await save(shop, await draft(shop), { variants: [variant("", 100)] });
  const id = theirs.variants[0]?.id ?? "";
  const attempt = save(shop, await draft(shop), { variants: [variant("Mine", 1, id)] });
  await expect(attempt).rejects.toMatchObject({ code: "VARIANT_NOT_FOUND" });
});

test("a variant that was sold can only be archived; one that was never sold can be deleted", async ({
  shop,
}) => {
  const sold = await stockedVariant(shop, { onHand: 3 });
  await buy(shop, { [sold]: 1 });
  await runJobs(shop);
  const before = await productOf(shop, sold);
  const fresh = variant("Never sold", 100);
  const [old] = before.variants;
  const product = await save(shop, before, {
    optionName: "Edition",
    variants: [{ ...fresh }, { ...variant("Old", 2_000, sold), sku: old?.sku ?? "" }],
  });
  expect(product.variants.map(({ canBeDeleted }) => canBeDeleted)).toEqual([true, false]);
  await expect(deleteVariant(shop, { ...edited(product), variantId: sold })).rejects.toMatchObject({
    code: "VARIANT_IN_USE",
    details: { title: "Old" },
  });
  await archiveVariant(shop, { ...edited(product), variantId: sold });
  expect((await getProduct(shop, { slug: product.slug, cartToken: "x" })).variants).toHaveLength(1);
  const archived = await productOf(shop, sold);
  await restoreVariant(shop, { ...edited(archived), variantId: sold });
  await deleteVariant(shop, { ...edited(await productOf(shop, sold)), variantId: fresh.id });
  expect((await productOf(shop, sold)).variants.map(({ id }) => id)).toEqual([sold]);
});

test("products change places in the shop's list", async ({ shop }) => {
  const [first, second] = [await draft(shop), await draft(shop)];
  await moveProduct(shop, { ...edited(second), step: -1 });
  const { products } = await listProductsForStaff(shop, { limit: 100 });
  const ids = products.map(({ id }) => id);
  expect(ids.indexOf(second.id)).toBe(ids.indexOf(first.id) - 1);
});

test("products moved at the same time all have different positions", async ({ shop }) => {
  const products = [await draft(shop), await draft(shop), await draft(shop), await draft(shop)];
  await Promise.all(
    products.map((product, place) => moveProduct(shop, { ...edited(product), step: place % 2 ? 1 : -1 })),
  );
  const rows = await shop.db.product.findMany({ select: { position: true } });
  expect(new Set(rows.map(({ position }) => position)).size).toBe(rows.length);
});

test("staff find products by SKU and status", async ({ shop }) => {
  const product = await save(shop, await draft(shop), { variants: [variant("", 100)] });
  const q = product.variants[0]?.sku.toLowerCase() ?? "";
  expect((await listProductsForStaff(shop, { q, limit: 10 })).products.map(({ id }) => id)).toEqual([
    product.id,
  ]);
  expect((await listProductsForStaff(shop, { q, status: "on_sale", limit: 10 })).count).toBe(0);
});

describe("while a customer is at the checkout", () => {
  async function atCheckout(shop: TestShop) {
    const record = await stockedVariant(shop, { onHand: 5, price: 2_000 });
    const cartToken = await guestWith(shop, { [record]: 1 });
    const checkout = await startCheckout(shop, { cartToken });
    return { record, cartToken, checkout };
  }

  async function pay(shop: TestShop, { checkout, cartToken }: Awaited<ReturnType<typeof atCheckout>>) {
    const input = { checkoutId: checkout.id, quoteNumber: 1, cartToken, contact, shippingAddress };
    const { payment, total } = await openPayment(shop, input);
    await payAtStripe(shop, payment.paymentIntentId);
    const { orderId } = await placeOrder(shop, payment);
    await runJobs(shop);
    const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
    return { total, order };
  }

  test("a new price applies to new checkouts; an open one keeps the old price", async ({ shop }) => {
    const customer = await atCheckout(shop);
    const product = await productOf(shop, customer.record);
    const [old] = product.variants;
    await save(shop, product, {
      variants: [{ ...variant("", 9_900, customer.record), sku: old?.sku ?? "" }],
    });
    const reloaded = await startCheckout(shop, { cartToken: customer.cartToken });
    expect(reloaded.id).toBe(customer.checkout.id);
    const { total, order } = await pay(shop, customer);
    expect(total.amount).toBe(2_590);
    expect(order).toMatchObject({ state: "confirmed", totalAmount: 2_590 });
    const next = await startCheckout(shop, { cartToken: await guestWith(shop, { [customer.record]: 1 }) });
    expect(next.subtotal.amount).toBe(9_900);
  });

  test("an unpublished product can be paid in an open checkout; carts show it, and new checkouts are refused", async ({
    shop,
  }) => {
    const customer = await atCheckout(shop);
    const token = await guestWith(shop, { [customer.record]: 1 });
    await unpublishProduct(shop, edited(await productOf(shop, customer.record)));
    expect((await getCart(shop, { token })).lines).toMatchObject([{ problem: "not_on_sale" }]);
    await expect(startCheckout(shop, { cartToken: token })).rejects.toMatchObject({ code: "NOT_ON_SALE" });
    expect(await stockOf(shop, customer.record)).toEqual({ onHand: 5, reserved: 1 });
    expect((await pay(shop, customer)).order.state).toBe("confirmed");
    expect(await stockOf(shop, customer.record)).toEqual({ onHand: 4, reserved: 0 });
  });

  test("an archived variant can be paid in an open checkout; carts show it", async ({ shop }) => {
    const customer = await atCheckout(shop);
    const token = await guestWith(shop, { [customer.record]: 1 });
    const product = await productOf(shop, customer.record);
    const [old] = product.variants;
    const saved = await save(shop, product, {
      optionName: "Edition",
      variants: [{ ...variant("Old", 2_000, customer.record), sku: old?.sku ?? "" }, variant("New", 2_000)],
    });
    await archiveVariant(shop, { ...edited(saved), variantId: customer.record });
    expect((await getCart(shop, { token })).lines).toMatchObject([{ problem: "not_on_sale" }]);
    expect((await pay(shop, customer)).order.state).toBe("confirmed");
  });
});
