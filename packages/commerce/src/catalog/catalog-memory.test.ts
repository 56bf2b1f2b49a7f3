import { connect, type Db } from "@dualtrack/db";
import { guestWith, recordStatements, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect, vi } from "vitest";
import {
  chooseCurrency,
  getCatalog,
  getProduct,
  listCategories,
  newCartToken,
  startCheckout,
} from "../index.ts";

const nobody = { cartToken: null };

async function slugOf(shop: TestShop, variantId: string): Promise<string> {
  const { slug } = await shop.db.product.findFirstOrThrow({
    where: { variants: { some: { id: variantId } } },
  });
  return slug;
}

/** The card of a product, as another process shows it. */
async function cardAt(shop: TestShop, db: Db, slug: string) {
  const { products } = await getCatalog({ ...shop, db }, nobody);
  return products.find((product) => product.slug === slug);
}

/** Another process on the same database. */
async function anotherProcess(shop: TestShop) {
  const db = connect(shop.databaseUrl);
  return { db, [Symbol.asyncDispose]: () => db.$disconnect() };
}

const versionOf = async (shop: TestShop) => (await shop.db.catalogVersion.findFirstOrThrow()).version;

test("what was read is kept: each further answer takes one statement, for however many customers at a time", async ({
  shop,
}) => {
  const slug = await slugOf(shop, await stockedVariant(shop, { onHand: 9 }));
  const token = newCartToken();
  const crowd = () =>
    Promise.all(
      Array.from({ length: 40 }, (_, number) => {
        const visitor = { cartToken: number % 2 === 0 ? null : token };
        return number % 3 === 0 ? getProduct(shop, { slug, ...visitor }) : getCatalog(shop, visitor);
      }),
    );
  const cold = await recordStatements(crowd);
  expect(
    cold.filter((text) => text.includes('"public"."product"') && text.includes("published")),
  ).toHaveLength(2);
  expect((await recordStatements(() => getCatalog(shop, nobody))).length).toBe(1);
  expect((await recordStatements(() => getProduct(shop, { slug, cartToken: token }))).length).toBe(1);
  expect((await recordStatements(crowd)).length).toBeLessThanOrEqual(2);
});

test("a price that one process changes is in the next answer of every other, also if that has lost its connections", async ({
  shop,
}) => {
  await using other = await anotherProcess(shop);
  shop.log.expectErrors(/^bus$/);
  const id = await stockedVariant(shop, { onHand: 9, price: 2_000 });
  const slug = await slugOf(shop, id);
  for (const [price, isCut] of [
    [2_100, false],
    [2_200, true],
    [2_300, false],
  ] as const) {
    await cardAt(shop, other.db, slug);
    await shop.db.price.updateMany({ where: { variantId: id }, data: { unitAmount: price } });
    if (isCut)
      await shop.db
        .$queryRaw`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    // Each connection that was cut says so once.
    const ask = () => cardAt(shop, other.db, slug).catch(() => null);
    const card = await vi.waitUntil(ask, { timeout: 20_000, interval: 1 });
    expect(card.price.amount).toBe(price);
    const page = await getProduct({ ...shop, db: other.db }, { slug, ...nobody });
    expect(page.variants[0]?.price.amount).toBe(price);
  }
});

test("an answer is never older than its question, however many change prices and ask at the same time", async ({
  shop,
}) => {
  await using other = await anotherProcess(shop);
  const id = await stockedVariant(shop, { onHand: 9, price: 1_000 });
  const slug = await slugOf(shop, id);
  let committed = 1_000;
  let asked = 0;
  let isOver = false;
  const write = async () => {
    for (let price = 1_001; asked < 60; price += 1) {
      await shop.db.price.updateMany({ where: { variantId: id }, data: { unitAmount: price } });
      committed = price;
    }
    isOver = true;
  };
  const read = async (db: Db) => {
    while (!isOver) {
      const atLeast = committed;
      const card = await cardAt(shop, db, slug);
      const page = await getProduct({ ...shop, db }, { slug, ...nobody });
      expect(card?.price.amount).toBeGreaterThanOrEqual(atLeast);
      expect(page.variants[0]?.price.amount).toBeGreaterThanOrEqual(atLeast);
      asked += 1;
    }
  };
  await Promise.all([write(), ...[shop.db, shop.db, other.db, other.db, other.db].map(read)]);
});

test("every table that the catalogue is made of moves its version, when and only if the change is committed", async ({
  shop,
}) => {
  await using other = await anotherProcess(shop);
  const slug = await slugOf(shop, await stockedVariant(shop, { onHand: 1 }));
  const statements = await recordStatements(async () => {
    const there = { ...shop, db: other.db };
    await getCatalog(there, nobody);
    await listCategories(there);
    await getProduct(there, { slug, cartToken: newCartToken() });
  });
  const names = statements.flatMap((text) =>
    Array.from(
      text.matchAll(/"public"\."(\w+)"|\b(?:from|join) (\w+)/g),
      ([, quoted, plain]) => quoted ?? plain ?? "",
    ),
  );
  const tables = await shop.db.$queryRaw<{ name: string; watched: boolean }[]>`
    select c.relname as name, exists (
      select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where t.tgrelid = c.oid and p.proname = 'move_catalog_version' and t.tgdeferrable) as watched
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`;
  const read = tables.filter(({ name }) => names.includes(name));
  expect(read.length).toBeGreaterThan(15);
  // Those are read anew for each answer; an uploaded file never changes once something refers to it.
  const others = ["cart", "catalog_version", "checkout", "reservation", "stock_level", "uploaded_file"];
  expect(read.flatMap(({ name, watched }) => (watched ? [] : [name])).toSorted()).toEqual(others);

  const before = await versionOf(shop);
  const rename = (tx: Pick<Db, "product">, title: string) =>
    tx.product.update({ where: { slug }, data: { title } });
  await expect(
    shop.db.$transaction(async (tx) => {
      await rename(tx, "Never");
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  expect(await versionOf(shop)).toBe(before);
  await shop.db.$transaction(async (tx) => {
    await rename(tx, "First");
    await rename(tx, "Second");
    expect(await versionOf(shop)).toBe(before);
  });
  const after = await versionOf(shop);
  expect(after).not.toBe(before);
  await rename(shop.db, "Third");
  expect([before, after]).not.toContain(await versionOf(shop));
});

test("staff who change different products at the same time never wait for each other with a lock in hand", async ({
  shop,
}) => {
  const slugs = [
    await slugOf(shop, await stockedVariant(shop, { onHand: 1 })),
    await slugOf(shop, await stockedVariant(shop, { onHand: 1 })),
  ] as const;
  const second = Promise.withResolvers<void>();
  await shop.db.$transaction(async (tx) => {
    await tx.product.update({ where: { slug: slugs[0] }, data: { title: "One" } });
    // If this one had the version's row already, it would wait for us for ever.
    await shop.db.product.update({ where: { slug: slugs[1] }, data: { title: "Two" } });
    second.resolve();
  });
  await second.promise;
  const { products } = await getCatalog(shop, nobody);
  expect(slugs.map((slug) => products.find((product) => product.slug === slug)?.title)).toEqual([
    "One",
    "Two",
  ]);
});

test("a backup that is restored under a running process is shown at once", async ({ shop }) => {
  const slug = await slugOf(shop, await stockedVariant(shop, { onHand: 1 }));
  const { title } = (await cardAt(shop, shop.db, slug)) ?? {};
  const version = await versionOf(shop);
  await shop.db.product.update({ where: { slug }, data: { title: "After the backup" } });
  expect((await cardAt(shop, shop.db, slug))?.title).toBe("After the backup");
  await shop.db.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`; // as pg_restore does: no trigger runs
    await tx.$executeRaw`update product set title = ${title} where slug = ${slug}`;
    await tx.$executeRaw`update catalog_version set version = ${version}::uuid`;
  });
  expect((await cardAt(shop, shop.db, slug))?.title).toBe(title);
});

test("an answer stays the same as long as it says the same, and stock is never from memory", async ({
  shop,
}) => {
  const id = await stockedVariant(shop, { onHand: 40 });
  const slug = await slugOf(shop, id);
  const move = (quantity: number) =>
    shop.db.stockMovement.create({ data: { variantId: id, kind: "adjust", quantity, reason: "count" } });
  const list = await getCatalog(shop, nobody);
  expect(await getCatalog(shop, nobody)).toBe(list);
  await move(-1);
  expect(await getCatalog(shop, nobody)).toBe(list);
  await move(-36);
  expect(await getCatalog(shop, nobody)).not.toBe(list);
  expect(await cardAt(shop, shop.db, slug)).toMatchObject({ availability: "low", left: 3 });
  expect((await getProduct(shop, { slug, ...nobody })).variants[0]).toMatchObject({
    left: 3,
    maxQuantity: 3,
  });
  await move(-3);
  expect((await getProduct(shop, { slug, ...nobody })).variants[0]).toMatchObject({
    availability: "sold_out",
  });
});

test("what a customer reserves is free for them alone, and their currency is theirs", async ({ shop }) => {
  await shop.db.offeredCurrency.create({
    data: {
      currency: "usd",
      position: 1,
      rateSource: "manual",
      priceStep: 1,
      priceEnding: 0,
      countries: ["US"],
    },
  });
  const recordedAt = shop.clock.now();
  await shop.db.exchangeRate.create({
    data: { origin: "manual", baseCurrency: "eur", currency: "usd", rate: "2", asOf: recordedAt, recordedAt },
  });
  const id = await stockedVariant(shop, { onHand: 2, price: 1_000 });
  const slug = await slugOf(shop, id);
  const cartToken = await guestWith(shop, { [id]: 2 });
  await startCheckout(shop, { cartToken });
  const dollars = newCartToken();
  await chooseCurrency(shop, { token: dollars, currency: "usd" });
  const [own, others, american] = await Promise.all([
    getProduct(shop, { slug, cartToken }),
    getProduct(shop, { slug, ...nobody }),
    getProduct(shop, { slug, cartToken: dollars }),
  ]);
  expect(own.variants[0]).toMatchObject({ left: 2, maxQuantity: 2 });
  expect(others.variants[0]).toMatchObject({
    availability: "sold_out",
    price: { amount: 1_000, currency: "eur" },
  });
  expect(american.variants[0]?.price).toEqual({ amount: 2_000, currency: "usd" });
});

test("a product opens at its time, and days of arrival move on, though nothing has changed", async ({
  shop,
}) => {
  const opensAt = new Date(shop.clock.now().getTime() + 90_000);
  const slug = await slugOf(shop, await stockedVariant(shop, { onHand: 9, opensAt }));
  const seen = async () => [
    (await cardAt(shop, shop.db, slug))?.availability,
    (await getProduct(shop, { slug, ...nobody })).availability,
  ];
  const arrival = async () => (await getProduct(shop, { slug, ...nobody })).delivery?.arrives?.from;
  expect(await seen()).toEqual(["upcoming", "upcoming"]);
  shop.clock.advance(89_000);
  expect(await seen()).toEqual(["upcoming", "upcoming"]);
  shop.clock.advance(1_000);
  expect(await seen()).toEqual(["available", "available"]);
  const today = await arrival();
  shop.clock.advance(7 * 24 * 60 * 60_000);
  if (today !== undefined) expect((await arrival()) ?? "").not.toBe(today);
});

test("a failure is not kept: what could not be read is read again", async ({ shop }) => {
  const slug = await slugOf(shop, await stockedVariant(shop, { onHand: 9 }));
  await shop.db.$executeRaw`alter table picture_file rename to picture_file_away`;
  await shop.db.product.update({ where: { slug }, data: { title: "Later" } });
  await expect(cardAt(shop, shop.db, slug)).rejects.toThrow();
  await expect(getProduct(shop, { slug, ...nobody })).rejects.toThrow();
  await shop.db.$executeRaw`alter table picture_file_away rename to picture_file`;
  expect((await cardAt(shop, shop.db, slug))?.title).toBe("Later");
  await shop.db.$executeRaw`alter table product_licence rename to product_licence_away`; // only a product's page has it
  expect((await cardAt(shop, shop.db, slug))?.title).toBe("Later");
  await expect(getProduct(shop, { slug, ...nobody })).rejects.toThrow();
  await shop.db.$executeRaw`alter table product_licence_away rename to product_licence`;
  expect((await getProduct(shop, { slug, ...nobody })).title).toBe("Later");
});
