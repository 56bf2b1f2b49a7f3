import { exportOrdersInput, type ListOrders, listOrdersInput, type OrderSort } from "@dualtrack/contract";
import { buy, manager as by, runJobs, stockedVariant, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { countNewOrders, countOrders } from "./count-orders.ts";
import { exportOrders } from "./export-orders.ts";
import { listOrders } from "./list-orders.ts";

const minute = 60_000;
let record: string;
test.beforeAll(async ({ shop }) => {
  record = await stockedVariant(shop, { onHand: 100, price: 2_000 });
});

/** A confirmed order of somebody with this name. Answers its id. */
async function orderOf(
  shop: TestShop,
  name: string,
  also: { email?: string; placedAt?: Date } = {},
): Promise<string> {
  const { orderId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  await shop.db.order.update({ where: { id: orderId }, data: { name, ...also } });
  return orderId;
}

async function found(shop: TestShop, filter: Partial<ListOrders>): Promise<(string | null)[]> {
  const { orders } = await listOrders(shop, { ...listOrdersInput.parse({}), ...filter });
  return orders.map(({ name }) => name);
}

test("a search finds the literal text, including characters with a meaning in the database", async ({
  shop,
}) => {
  await orderOf(shop, "Per Cent", { email: "a_b%c@example.com" });
  await orderOf(shop, "Nobody Else", { email: "aXbYc@example.com" });
  expect(await found(shop, { q: "a_b%c@" })).toEqual(["Per Cent"]);
  expect(await found(shop, { q: "%" })).toEqual(["Per Cent"]);
  expect(await found(shop, { q: "nobody else" })).toEqual(["Nobody Else"]);
  expect(await found(shop, { q: "back\\slash" })).toEqual([]);
});

test("a day begins and ends in the shop's time zone", async ({ shop }) => {
  const vienna = { ...shop, settings: { ...shop.settings, timeZone: "Europe/Vienna" } };
  await orderOf(shop, "Last Minute", { placedAt: new Date("2024-06-10T21:59:59.999Z") });
  await orderOf(shop, "First Minute", { placedAt: new Date("2024-06-10T22:00:00.000Z") });
  const on = async (day: string) =>
    (await listOrders(vienna, listOrdersInput.parse({ from: day, to: day }))).orders.map(({ name }) => name);
  expect(await on("2024-06-10")).toEqual(["Last Minute"]);
  expect(await on("2024-06-11")).toEqual(["First Minute"]);
  expect(await found(shop, { from: "2024-06-10", to: "2024-06-10" })).toEqual([
    "First Minute",
    "Last Minute",
  ]);
});

test("orders with a failed refund, mail or sync need attention and name it", async ({ shop }) => {
  const orderId = await orderOf(shop, "Unlucky");
  const { checkoutId } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const { paymentIntentId } = await shop.db.payment.findFirstOrThrow({ where: { checkoutId } });
  const attention = async () => {
    const { orders } = await listOrders(shop, listOrdersInput.parse({ attention: true, q: "Unlucky" }));
    return orders.map((order) => order.attention);
  };
  expect(await attention()).toEqual([]);
  await shop.db.mail.updateMany({ where: { orderId }, data: { state: "failed" } });
  expect(await attention()).toEqual(["A mail could not be sent"]);
  const refund = { paymentIntentId, amount: 100, currency: "eur", reason: "other" } as const;
  const { id } = await shop.db.refund.create({ data: { ...refund, state: "pending" } });
  await shop.db.checkout.update({ where: { id: checkoutId }, data: { lastSyncError: "timed out" } });
  expect(await attention()).toEqual(["Stripe could not be reached. A mail could not be sent"]);
  await shop.db.refund.update({ where: { id }, data: { state: "failed" } });
  expect(await attention()).toEqual(["A refund failed. A mail could not be sent"]);
});

test("orders placed after a list was read count as new if they match the filter", async ({ shop }) => {
  const list = await listOrders(shop, listOrdersInput.parse({}));
  const news = (filter: object) => countNewOrders(shop, { since: list.seenUntil, ...filter });
  expect(await news({})).toBe(0);
  shop.clock.advance(minute);
  await orderOf(shop, "Newcomer");
  expect(await news({})).toBe(1);
  expect(await news({ q: "newcom" })).toBe(1);
  expect(await news({ q: "somebody else" })).toBe(0);
  expect(await news({ states: ["failed"] })).toBe(0);
  expect((await listOrders(shop, listOrdersInput.parse({}))).orders[0]?.name).toBe("Newcomer");
});

/** The file's lines, its header and its byte order mark left out. */
async function exported(shop: TestShop, filter: object): Promise<{ header: string; lines: string[] }> {
  const csv = await exportOrders(shop, { ...exportOrdersInput.parse(filter), by });
  let text = "";
  for await (const piece of csv) text += piece;
  expect(text.startsWith("\uFEFF")).toBe(true);
  const [header = "", ...lines] = text.slice(1).split("\r\n");
  expect(lines.pop()).toBe(""); // every line ends, the last one too
  return { header, lines };
}

test("an export has the filtered orders with machine-readable values, and is in the audit log", async ({
  shop,
}) => {
  await orderOf(shop, 'Comma, "Quote"');
  const { header, lines } = await exported(shop, { q: "Comma, " });
  expect(header.split(",").slice(0, 5)).toEqual([
    "number",
    "placed_at",
    "confirmed_at",
    "state",
    "provisional",
  ]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    /^DT-\d+,\d{4}-\d\d-\d\dT[\d:.]+Z,\d{4}-\d\d-\d\dT[\d:.]+Z,confirmed,no,paid,unfulfilled,"Comma, ""Quote""",customer@example\.com,AT,1,EUR,25\.90,2590,0\.00,0,,0\.00,0,,,,pi_\w+,,1 Long Road,,1010,Town,,,,,,,,,,,,card,Visa 4242,20\.00,2000,0\.00,0,5\.90,590,0\.00,0,Standard shipping,no,,,,,,,no,,,,EUR,1,25\.90,0\.00,,,,0\.00,0,25\.90,2590$/,
  );
  const entry = await shop.db.auditEntry.findFirst({ orderBy: { id: "desc" } });
  expect(entry).toMatchObject({
    action: "orders.export",
    staffEmail: "manager@example.com",
    after: { orders: 1, filter: { q: "Comma,", sort: "newest" } },
  });
});

test.for(["=1+1", "+1", "-1", "@SUM(A1)"])(
  "a spreadsheet takes the name %s for a name",
  async (name, { shop }) => {
    await orderOf(shop, name);
    const { lines } = await exported(shop, { q: name });
    expect(lines.some((line) => line.includes(`,'${name},`))).toBe(true);
  },
);

test("an export has every order once, in any order", async ({ shop }) => {
  const all = await countOrders(shop, {});
  const { lines } = await exported(shop, { sort: "lowest" });
  expect(new Set(lines).size).toBe(all);
  const numbers = lines.map((line) => line.split(",")[0]);
  expect(new Set(numbers).size).toBe(all);
});

test.for<OrderSort>(["newest", "oldest", "highest", "lowest"])(
  "pages that follow each other have every order once, also of the same moment and sum: %s",
  async (sort, { shop }) => {
    const sameMoment = new Date("2025-01-01T12:00:00Z");
    for (const name of ["Twin", "Twin", "Twin"]) await orderOf(shop, name, { placedAt: sameMoment });
    const ids = async (limit: number, cursor?: string): Promise<string[]> => {
      const page = await listOrders(shop, listOrdersInput.parse({ sort, limit, cursor }));
      const rest = page.nextCursor === null ? [] : await ids(limit, page.nextCursor);
      return [...page.orders.map(({ id }) => id), ...rest];
    };
    const all = await ids(100);
    expect(new Set(all).size).toBe(await shop.db.order.count());
    expect(await ids(2)).toEqual(all);
  },
);

test("an invalid cursor is refused", async ({ shop }) => {
  for (const cursor of ["", "x.y", "1", "9007199254740991.1", "1.9007199254740991", "1.1.1"])
    for (const sort of ["newest", "highest"])
      await expect(
        listOrders(shop, listOrdersInput.parse({ sort, limit: 1, cursor })),
        cursor,
      ).rejects.toMatchObject({ code: "CURSOR_INVALID" });
});
