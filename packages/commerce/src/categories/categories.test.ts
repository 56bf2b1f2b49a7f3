import { randomUUID } from "node:crypto";
import { categoryLimits } from "@dualtrack/contract";
import { countStatements, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  type Actor,
  createCategory,
  deleteCategory,
  getCatalog,
  getCategoryForStaff,
  getProduct,
  getProductForStaff,
  listCategories,
  listCategoriesForStaff,
  listProductsForStaff,
  moveCategory,
  updateCategory,
  updateProduct,
} from "../index.ts";

const by: Actor = { name: "Ada", email: "ada@example.com", role: "manager", ip: "127.0.0.1" };
const cartToken = "nobody";

async function newCategory(shop: TestShop, name = `Category ${randomUUID()}`) {
  const { categoryId } = await createCategory(shop, { requestId: randomUUID(), name, by });
  return getCategoryForStaff(shop, { categoryId });
}

/** A product on sale. */
async function newProduct(shop: TestShop) {
  const variantId = await stockedVariant(shop, { onHand: 1 });
  const { productId } = await shop.db.variant.findUniqueOrThrow({ where: { id: variantId } });
  return getProductForStaff(shop, { productId });
}

type Product = Awaited<ReturnType<typeof newProduct>>;

/** Saves the product as the editor shows it, in these categories. */
async function putInto(shop: TestShop, { id: productId }: Product, categoryIds: string[] | undefined) {
  const product = await getProductForStaff(shop, { productId });
  await updateProduct(shop, { ...product, productId, categoryIds, by });
  return getProductForStaff(shop, { productId });
}

const idsOf = async (shop: TestShop) => (await listCategoriesForStaff(shop)).map(({ id }) => id);

const refusals = (shop: TestShop, subject: string) =>
  shop.db.auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } });

test("a category is made once per request, renamed by the newest version only, and its name and address are its own", async ({
  shop,
}) => {
  const request = { requestId: randomUUID(), name: "Nuit d'été", by };
  for (const _ of ["once", "again"])
    expect(await createCategory(shop, request)).toEqual({ categoryId: request.requestId });
  const made = await getCategoryForStaff(shop, { categoryId: request.requestId });
  expect(made).toMatchObject({ name: "Nuit d'été", slug: "nuit-d-ete", description: "", products: 0 });
  await expect(createCategory(shop, { ...request, requestId: randomUUID() })).rejects.toMatchObject({
    code: "CATEGORY_NAME_TAKEN",
  });
  const other = await newCategory(shop, "Nuit d ete");
  expect(other.slug).toBe("nuit-d-ete-2");
  expect((await newCategory(shop, "日本")).slug).toBe("category");

  const edit = {
    categoryId: made.id,
    version: made.version,
    name: "Summer",
    slug: "summer",
    description: "Hot",
  };
  await updateCategory(shop, { ...edit, by });
  const renamed = await getCategoryForStaff(shop, { categoryId: made.id });
  expect(renamed).toMatchObject({
    name: "Summer",
    slug: "summer",
    description: "Hot",
    changed: { by: "Ada" },
  });
  await expect(updateCategory(shop, { ...edit, by })).rejects.toMatchObject({
    code: "CATEGORY_CHANGED",
    details: { by: "Ada" },
  });
  const { version } = renamed;
  await expect(updateCategory(shop, { ...edit, version, name: other.name, by })).rejects.toMatchObject({
    code: "CATEGORY_NAME_TAKEN",
  });
  await expect(updateCategory(shop, { ...edit, version, slug: other.slug, by })).rejects.toMatchObject({
    code: "SLUG_TAKEN",
    details: { slug: other.slug },
  });
  expect(await refusals(shop, "Summer")).toMatchObject([
    {
      action: "category.update",
      before: { name: "Nuit d'été", address: "nuit-d-ete" },
      after: { name: "Summer", address: "summer", description: "Hot" },
    },
  ]);
});

test("a category moves one place at a time, and stays at the ends", async ({ shop }) => {
  const { id: first } = await newCategory(shop);
  const { id: second } = await newCategory(shop);
  const move = async (categoryId: string, step: -1 | 1) => {
    const { version } = await getCategoryForStaff(shop, { categoryId });
    await moveCategory(shop, { categoryId, version, step, by });
    return (await idsOf(shop)).slice(-2);
  };
  expect((await idsOf(shop)).slice(-2)).toEqual([first, second]);
  expect(await move(second, -1)).toEqual([second, first]);
  expect(await move(first, 1)).toEqual([second, first]);
  expect(await move(second, 1)).toEqual([first, second]);
});

test("customers see a category as long as a published product is in it, and its products only", async ({
  shop,
}) => {
  const vinyl = await newCategory(shop);
  const { slug: category } = vinyl;
  const isListed = async () => (await listCategories(shop)).some(({ slug }) => slug === category);
  const inside = async () =>
    (await getCatalog(shop, { category, cartToken })).products.map(({ slug }) => slug);
  const [record, tape] = [await newProduct(shop), await newProduct(shop)];
  expect([await isListed(), await inside()]).toEqual([false, []]);
  await putInto(shop, record, [vinyl.id]);
  expect([await isListed(), await inside()]).toEqual([true, [record.slug]]);
  expect((await getCatalog(shop, { cartToken })).products.map(({ slug }) => slug)).toEqual(
    expect.arrayContaining([record.slug, tape.slug]),
  );
  expect(await getProduct(shop, { slug: record.slug, cartToken })).toMatchObject({
    categories: [{ name: vinyl.name, slug: category }],
  });
  await shop.db.product.update({ where: { id: record.id }, data: { published: false } });
  expect([await isListed(), await inside()]).toEqual([false, []]);
  await expect(getCatalog(shop, { category: "no-such", cartToken })).rejects.toMatchObject({
    code: "CATEGORY_NOT_FOUND",
  });
});

test("a product is in many categories in the shop's order, keeps those that a save does not name, and says so in the log", async ({
  shop,
}) => {
  const [one, two] = [await newCategory(shop), await newCategory(shop)];
  const product = await newProduct(shop);
  const saved = await putInto(shop, product, [two.id, one.id]);
  expect(saved.categories.map(({ id }) => id)).toEqual([one.id, two.id]);
  expect((await putInto(shop, product, undefined)).categories).toHaveLength(2);
  expect((await putInto(shop, product, [two.id])).categories).toMatchObject([{ id: two.id }]);
  await expect(putInto(shop, product, [two.id, randomUUID()])).rejects.toMatchObject({
    code: "CATEGORY_NOT_FOUND",
  });
  const found = await listProductsForStaff(shop, { categoryId: two.id, limit: 10 });
  expect(found).toMatchObject({ count: 1, products: [{ id: product.id }] });
  const names = [one.name, two.name].toSorted();
  expect(await refusals(shop, product.slug)).toMatchObject([
    { action: "product.update", before: { categories: [] }, after: { categories: names } },
    { action: "product.update", before: { categories: names }, after: { categories: [two.name] } },
  ]);
});

test("a deleted category leaves its products on sale", async ({ shop }) => {
  const category = await newCategory(shop);
  const product = await newProduct(shop);
  await putInto(shop, product, [category.id]);
  const { version } = await getCategoryForStaff(shop, { categoryId: category.id });
  await deleteCategory(shop, { categoryId: category.id, version, by });
  expect(await getProduct(shop, { slug: product.slug, cartToken })).toMatchObject({ categories: [] });
  await expect(deleteCategory(shop, { categoryId: category.id, version, by })).rejects.toMatchObject({
    code: "CATEGORY_NOT_FOUND",
  });
  expect(await refusals(shop, category.name)).toMatchObject([
    { action: "category.create" },
    { action: "category.delete", before: { name: category.name } },
  ]);
});

test("a category that is deleted while products are put into it is in none of them, or refused", async ({
  shop,
}) => {
  for (let round = 0; round < 10; round += 1) {
    const category = await newCategory(shop);
    const products = [await newProduct(shop), await newProduct(shop)];
    const [deleted, ...saved] = await Promise.allSettled([
      deleteCategory(shop, { categoryId: category.id, version: category.version, by }),
      ...products.map((product) => putInto(shop, product, [category.id])),
    ]);
    expect(deleted?.status).toBe("fulfilled");
    for (const each of saved)
      if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "CATEGORY_NOT_FOUND" });
    expect(await shop.db.productCategory.count({ where: { categoryId: category.id } })).toBe(0);
  }
});

test("the pages of a shop with many categories take no more statements than with few, and it takes no more of them than it can show", async ({
  shop,
}) => {
  const category = await newCategory(shop);
  const product = await putInto(shop, await newProduct(shop), [category.id]);
  const counts = async () => [
    await countStatements(() => listCategories(shop)),
    await countStatements(() => getCatalog(shop, { category: category.slug, cartToken })),
    await countStatements(() => getProduct(shop, { slug: product.slug, cartToken })),
    await countStatements(() => listCategoriesForStaff(shop)),
  ];
  await counts(); // what is kept in memory is read once
  const few = await counts();
  const have = await shop.db.category.count();
  await shop.db.category.createMany({
    data: Array.from({ length: categoryLimits.categories - have }, (_, number) => ({
      ...{ slug: `many-${number}`, name: `Many ${number}`, position: 1_000 + number, createdAt: new Date() },
    })),
  });
  const all = await shop.db.category.findMany({ where: { name: { startsWith: "Many" } }, take: 40 });
  await putInto(
    shop,
    await newProduct(shop),
    all.map(({ id }) => id),
  );
  await counts();
  expect(await counts()).toEqual(few);
  expect(few).toEqual([1, 1, 1, 1]);
  await expect(createCategory(shop, { requestId: randomUUID(), name: "More", by })).rejects.toMatchObject({
    code: "CATEGORY_LIMIT",
    details: { max: 1_000 },
  });
});
