import { priceTablesOf } from "@dualtrack/db";
import { type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";

const wanted = { country: "AT", currency: "eur", baseCurrency: "eur", day: "2026-03-29" };

const rate = {
  country: "AT",
  state: "",
  taxCode: "standard",
  name: "VAT",
  rate: 200_000,
  validFrom: new Date(0),
};

const versionOf = async ({ db }: TestShop) => (await db.settingsVersion.findFirstOrThrow()).version;

test("prices follow what staff set at once, though it is kept in memory", async ({ shop }) => {
  const { db } = shop;
  await db.taxRate.create({ data: rate });
  const before = await priceTablesOf(db, wanted);
  expect(await priceTablesOf(db, wanted)).toBe(before);
  const changes: [string, string][] = [
    ["shipping", "update shipping_method set name = name || '!'"],
    ["a band", "update shipping_rate_band set amount = amount + 1"],
    ["a tax rate", "update tax_rate set rate = rate + 1"],
    ["the seller's country", "update tax_settings set is_oss_registered = not is_oss_registered"],
    ["an area", "delete from shipping_area where country = 'AT'"],
  ];
  let last = before;
  for (const [name, change] of changes) {
    await db.$executeRawUnsafe(change);
    const now = await priceTablesOf(db, wanted);
    expect(now, name).not.toEqual(last);
    last = now;
  }
  expect(last.areas).toEqual([]);
});

test("every table of shipping and tax moves the version, also when it is emptied", async ({ shop }) => {
  const watched = await shop.db.$queryRaw<{ name: string }[]>`
    select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_proc p on p.oid = t.tgfoid where p.proname = 'move_settings_version' order by name`;
  const tables = await shop.db.$queryRaw<{ name: string }[]>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and (relname like 'shipping\\_%' or relname like 'tax\\_%')`;
  // Of parcels, orders and answers.
  const others = ["shipping_box", "shipping_label", "shipping_label_file", "tax_calculation", "tax_record"];
  const names = tables.map(({ name }) => name).filter((name) => !others.includes(name));
  expect(watched.map(({ name }) => name)).toEqual([...names, "discount", "shop_settings", "switch"].sort());
});

test("what a transaction reads after its own change is forgotten when it rolls back", async ({ shop }) => {
  const { db } = shop;
  await db.taxRate.create({ data: { ...rate, name: "Levy" } });
  const before = await priceTablesOf(db, wanted);
  await expect(
    db.$transaction(async (tx) => {
      await tx.$executeRaw`update tax_rate set rate = 990000`;
      expect(await priceTablesOf(tx, wanted)).not.toEqual(before);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  expect(await priceTablesOf(db, wanted)).toEqual(before);
});

test("only what automatic discounts change moves the version; their names and uses do not", async ({
  shop,
}) => {
  const { db } = shop;
  const { id } = await db.discount.create({
    data: { name: "Spring", kind: "percent", percentBps: 1_000, createdAt: new Date() },
  });
  const first = await versionOf(shop);
  await db.discount.update({ where: { id }, data: { name: "Summer" } });
  expect(await versionOf(shop)).toBe(first);
  await db.discount.update({ where: { id }, data: { isAutomatic: true } });
  expect(await versionOf(shop)).not.toBe(first);
  expect((await priceTablesOf(db, wanted)).hasAutomaticDiscounts).toBe(true);
});
