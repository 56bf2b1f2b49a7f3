import { Clerk } from "./clerk.ts";
import { buyByApi, CustomerByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

/** Restocks everything and pauses discounts with a limit, so that nothing is low, sold out or used up. */
async function restock(shop: ShopProcess): Promise<void> {
  await shop.sql(
    "insert into stock_movement (variant_id, kind, quantity) select variant_id, 'receive', 100 from stock_level",
  );
  await shop.sql("update discount set paused_at = now() where max_uses is not null and uses > 0");
}

test("an order that is stuck stands first at home, and its link leads there; once it is settled all is well", async ({
  page,
  shop,
}) => {
  await restock(shop);
  // No webhook arrives, and the server can't ask Stripe either.
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  const customer = await new CustomerByApi(shop).readyToPay("signal-path");
  await shop.outside.fault({
    kind: "api",
    action: "error",
    when: "before",
    method: "GET",
    path: "/v1/payment_intents/*",
  });
  expect(await customer.pay()).toMatchObject({ status: "succeeded" });
  const { number } = await customer.placeOrder();
  await shop.sql(`update "order" set placed_at = placed_at - interval '3 min'`);

  const clerk = new Clerk(page);
  await clerk.open();
  const attention = page.getByRole("region", { name: "What needs attention" });
  await expect(attention.getByRole("link").first()).toHaveText("1 order is paid, but not confirmed yet");
  const orders = page
    .getByRole("navigation", { name: "Sections" })
    .getByRole("link", { name: "Orders", exact: true });
  await expect(orders).toHaveAccessibleDescription("1 to look at");
  await attention.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/admin\/orders\?attention=yes$/);
  await expect(page.getByRole("row").filter({ hasText: number })).toBeVisible();
  await page.goBack();
  await attention.getByRole("link", { name: number }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible();

  await shop.outside.noFaults();
  expect((await shop.command("sync-orders")).code).toBe(0);
  await page.goto("/admin/");
  await expect(attention.getByRole("heading")).toHaveText("Nothing needs you");
  await expect(attention.getByRole("link")).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: number })).toContainText("Confirmed");
});

test("an order that comes while home is read waits until it is asked for", async ({ browser, shop }) => {
  const { number: first } = await buyByApi(shop, "signal-path");
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const home = await context.newPage();
  await home.clock.install();
  await new Clerk(home).open();
  const rows = home.getByRole("row").filter({ hasText: /DT-\d+/ });
  await expect(rows.first()).toContainText(first);

  const { number: second } = await buyByApi(shop, "record-bag");
  await home.clock.fastForward(61_000);
  const news = home.getByRole("button", { name: "New orders: show" });
  await expect(news).toBeVisible();
  await expect(rows.first()).toContainText(first);
  await news.click();
  await expect(rows.first()).toContainText(second);
  await expect(news).toHaveCount(0);
  await context.close();
});

test("the command palette finds an order, and goes anywhere, by keyboard alone", async ({ page, shop }) => {
  const { number } = await buyByApi(shop, "signal-path");
  const clerk = new Clerk(page);
  await clerk.open();

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search or jump" })).toBeFocused();
  await page.keyboard.type(number);
  await expect(page.getByRole("dialog").getByRole("status")).toContainText(`Enter opens ${number}`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible();

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search or jump" })).toBeFocused();
  await page.keyboard.type("SIGNAL-PATH");
  const product = page.getByRole("group", { name: "Products" }).getByRole("option");
  await expect(product.first()).toContainText("Signal Path");
  await page.keyboard.press("Escape");

  await page.getByLabel("New note").fill("gs?"); // in a field keys are letters
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByLabel("New note").blur();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible(); // Escape did not go back as well
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search or jump" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("g");
  await page.keyboard.press("y");
  await expect(page).toHaveURL(/\/admin\/sync$/);
});

test("on a phone the menu and the search lead everywhere", async ({ page }) => {
  const clerk = new Clerk(page);
  await clerk.open();
  await page.setViewportSize({ width: 390, height: 844 });
  const menu = page.getByRole("navigation", { name: "Sections" });
  await expect(menu.getByRole("link", { name: "Webhooks" })).toBeHidden();
  await page.getByRole("button", { name: "Open the menu" }).click();
  await menu.getByRole("link", { name: "Webhooks" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Webhooks" })).toBeVisible();
  await expect(menu.getByRole("link", { name: "Webhooks" })).toBeHidden();
  await page.getByRole("button", { name: "Search or jump" }).click();
  await page.getByRole("option", { name: "Stock" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Stock" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
