import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { manyOrders } from "../bench/many-orders.ts";
import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { buyByApi } from "./customer-by-api.ts";
import { test as base, expect } from "./fixtures.ts";
import { type ShopProcess, startShop } from "./shop-process.ts";

const orderCount = 100_000;

/** A shop of its own, with 100,000 orders of the past. */
const test = base.extend<object, { shop: ShopProcess }>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are used
    async ({}, use) => {
      await using shop = await startShop();
      await shop.sql(manyOrders(orderCount));
      await use(shop);
    },
    { scope: "worker", timeout: 600_000 },
  ],
});

// One after the other, so that the many orders are created once and not by each worker.
test.describe.configure({ mode: "default" });

const rows = (page: Page) => page.getByRole("row").filter({ hasText: /DT-\d+/ });

async function openOrders(page: Page): Promise<void> {
  await new Clerk(page).open("/admin/orders");
  await expect(rows(page).first()).toBeVisible();
}

/** Loads the next page of the list, which then has `count` rows. */
async function loadMore(page: Page, count: number): Promise<void> {
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", String(count + 1)); // its head, too
}

test("among 100,000 orders staff search, filter, walk on page by page, and take along what they found", async ({
  page,
  shop,
}) => {
  await openOrders(page);
  await page.keyboard.press("/");
  await page.keyboard.type("customer 51234");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("customer51234@example.com");
  await page.getByRole("button", { name: "Clear filters" }).click();

  await page.getByRole("button", { name: "Payment" }).click();
  await page.getByRole("checkbox", { name: "Partly refunded" }).check();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/payment=partially_refunded/);
  await expect(rows(page)).toHaveCount(50);
  await expect(rows(page).filter({ hasText: "Partly refunded" })).toHaveCount(50);
  for (const count of [100, 150]) await loadMore(page, count);
  await page.keyboard.press("End"); // of a long list only the visible rows are drawn
  // One in fifty: the third page ends with the 150th of them.
  await expect(rows(page).last()).toContainText(`DT-${1_000_000 + 150 * 50}`);

  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export 2,000 orders as CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv.match(/^DT-\d+,/gm)).toHaveLength(2_000);
  const [audit] = await shop.sql<{ staff_email: string; after: object }>(
    "select staff_email, after from audit_entry where action = 'orders.export'",
  );
  expect(audit).toEqual({
    staff_email: "owner@dualtrack.example",
    after: { orders: 2_000, filter: { paymentStates: ["partially_refunded"], sort: "newest" } },
  });
});

test("a list of 500 rows draws what is seen: it walks by keyboard, keeps the focus, and picks with shift what is not drawn", async ({
  page,
}) => {
  await openOrders(page);
  for (let count = 100; count <= 500; count += 50) await loadMore(page, count);
  await page.keyboard.press("Home");
  await expect(rows(page).first()).toHaveAttribute("aria-rowindex", "2");
  const walked = performance.now();
  for (let step = 0; step < 120; step += 1) await page.keyboard.press("j");
  console.info(`${((performance.now() - walked) / 120).toFixed(1)} ms a key`);
  const focused = page.locator("tr:focus");
  await expect(focused).toHaveAttribute("aria-rowindex", "121");
  await expect(focused).toBeInViewport();
  expect(await rows(page).count()).toBeLessThan(100);
  await page.keyboard.press("x");

  await page.keyboard.press("End");
  await expect(rows(page).last()).toHaveAttribute("aria-rowindex", "501");
  await expect(focused).toHaveAttribute("aria-rowindex", "121"); // out of sight, and still there
  await rows(page)
    .last()
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(page.getByText("381 selected")).toBeVisible();
  await expectAccessible(page);
});

test("a new order is announced to everybody who reads the list, and moves nothing until it is pressed", async ({
  page,
  browser,
  shop,
}) => {
  const colleague = await (await browser.newContext({ baseURL: shop.url })).newPage();
  const pages = [page, colleague];
  for (const each of pages) {
    await openOrders(each);
    await expect(each.getByText("Live", { exact: true })).toBeVisible();
  }
  const firstNumber = (page: Page) => rows(page).first().getByRole("link").first().textContent();
  const before = await firstNumber(page);
  const place = await rows(page).first().boundingBox();

  const { number } = await buyByApi(shop, "signal-path");

  for (const each of pages) {
    const news = each.getByRole("button", { name: "1 new order" });
    await expect(news).toBeVisible();
    expect(await firstNumber(each)).toBe(before);
    await news.click();
    await expect(rows(each).first()).toContainText(number);
    await expect(news).toHaveCount(0);
  }
  expect(await rows(page).first().boundingBox()).toEqual(place);

  // A colleague refunds it: the row shows it in its place.
  const clerk = new Clerk(colleague);
  await clerk.openOrder(number);
  await clerk.action("Refund").click();
  await clerk.dialog.getByRole("button", { name: "Refund €23.90" }).click();
  await expect(rows(page).first()).toContainText("Refunded");
  await expect(rows(page).first()).toContainText(number);
  const audit = await shop.sql<{ entry: string }>(
    "select action || ' by ' || staff_email as entry from audit_entry where subject = $1",
    [number],
  );
  expect(audit).toEqual([{ entry: "order.refund by owner@dualtrack.example" }]);

  // Its payment timeline has all tracks, and says that the books agree with it.
  await colleague.getByText("checked against the books").click();
  await expect(colleague.getByText("Checked: the books say what the timeline says")).toBeVisible();
  const entries = colleague.getByRole("list", { name: "Payment timeline" }).getByRole("listitem");
  for (const entry of ["Checkout started, €23.90", "Pay pressed, payment opened", "Payment confirmed"])
    await expect(entries.filter({ hasText: entry })).toHaveCount(1);
  await colleague.getByRole("group", { name: "Track" }).getByRole("button", { name: "staff" }).click();
  await expect(entries.first()).toContainText("Refund requested, €23.90");
  await expectAccessible(colleague);
  await colleague.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await colleague.getByRole("button", { name: "Copy the timeline as CSV" }).click();
  const copied = () => colleague.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/^Time,Track,What,Details,Ids\r?\n[^\n]+,customer,Checkout started,/);
  await colleague.context().close();
});

test("the columns somebody chose are there again after a reload; rows are selected by keyboard and with shift", async ({
  page,
  shop,
}) => {
  await openOrders(page);
  const header = (name: string) => page.getByRole("columnheader", { name, exact: true });
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Country" }).check();
  await page.getByRole("checkbox", { name: "Fulfilment" }).uncheck();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(header("Country")).toBeVisible();
  await expect(header("Fulfilment")).toHaveCount(0);
  await expect(rows(page).last()).toContainText("Austria");

  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByText("1 selected")).toBeVisible();
  await rows(page)
    .nth(4)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(page.getByText("5 selected")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Sync with Stripe" }).click();
  await expect(page.getByText("Stripe is being asked about 5 orders.")).toBeVisible();
  const [audit] = await shop.sql<{ subject: string; count: number; staff_email: string }>(
    "select subject, (after->>'count')::integer as count, staff_email from audit_entry where action = 'sync.start'",
  );
  expect(audit).toEqual({ subject: "payments", count: 5, staff_email: "owner@dualtrack.example" });
});
