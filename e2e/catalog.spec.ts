import type { Browser, Page } from "@playwright/test";
import { Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";
import type { ShopProcess } from "./shop-process.ts";

/** A clerk in a browser of their own, on a product's page. */
async function clerkOn(product: string, browser: Browser, shop: ShopProcess): Promise<Page> {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const page = await context.newPage();
  await new Clerk(page).open(`/admin/products?q=${encodeURIComponent(product)}`);
  await page.getByRole("link", { name: product, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: product })).toBeVisible();
  return page;
}

const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
const saved = (page: Page) => expect(page.getByText("Saved.", { exact: true })).toBeVisible();

/** The audit log's entries about a product, the oldest first. */
async function auditOf(shop: ShopProcess, slug: string): Promise<string[]> {
  const rows = await shop.sql<{ action: string }>(
    "select action from audit_entry where subject = $1 and staff_email = 'owner@dualtrack.example' order by id",
    [slug],
  );
  return rows.map(({ action }) => action);
}

test("a drop: made with two variants, published with an opening time, seen as upcoming, and bought once it is open", async ({
  customer,
  browser,
  shop,
}) => {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const desk = await context.newPage();
  const clerk = new Clerk(desk);
  await clerk.open("/admin/products");
  await desk.getByRole("button", { name: "New product" }).click();
  await clerk.dialog.getByLabel("Title").fill("Échoes at Noon");
  await clerk.dialog.getByLabel("Artist").fill("Ada & the Tapes");
  await clerk.dialog.getByRole("button", { name: "Make the product" }).click();
  await expect(desk.getByRole("heading", { level: 1, name: "Échoes at Noon" })).toBeVisible();

  // Each missing part leads to its field.
  await desk.getByRole("button", { name: "the description is missing" }).click();
  await expect(desk.getByLabel("Description")).toBeFocused();
  await desk.keyboard.type("Two long tracks.");
  for (const [title, price] of [
    ["Black vinyl", "24"],
    ["Clear vinyl", "29,50"],
  ] as const) {
    await desk.getByRole("button", { name: "Add a variant" }).click();
    await desk.getByLabel("Title of ECHOES").fill(title);
    await desk.getByLabel(`Price of ${title} in EUR`).fill(price);
  }
  await desk.getByLabel("What the variants differ in").fill("Edition");
  await desk.getByLabel("Opening time").click();
  await desk.getByRole("button", { name: "Next month" }).click();
  await desk.getByRole("button", { name: /^15 / }).click();
  await desk.getByRole("button", { name: "Take this time" }).click();
  await desk.keyboard.press("Control+s");
  await saved(desk);
  await desk.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(clerk.dialog).toContainText(/can buy it from .*15 .*12:00/);
  await clerk.dialog.getByRole("button", { name: "Publish" }).click();
  await expect(desk.getByText(/It is in the shop\. Customers can buy it from/)).toBeVisible();
  await desk.getByRole("link", { name: "0 free of 0" }).first().click();
  await desk.getByRole("button", { name: "Receive" }).click();
  await clerk.dialog.getByLabel(/Units of/).fill("3");
  await clerk.dialog.getByRole("button", { name: "Receive", exact: true }).click();
  await expect(clerk.dialog).toHaveCount(0);

  await customer.page.goto("/products/echoes-at-noon");
  await expect(customer.page.getByText(/15 Dec|15 December|opens/i).first()).toBeVisible();
  await expect(customer.page.getByRole("button", { name: "Add to cart" })).toHaveCount(0);
  await shop.sql("update product set opens_at = now() - interval '1 second' where slug = 'echoes-at-noon'");
  await customer.readyToPay("echoes-at-noon", undefined, "Black vinyl");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await desk.goto("/admin/products?q=echoes");
  const row = desk.getByRole("row").filter({ hasText: "Échoes at Noon" });
  await expect(row).toContainText("On sale");
  await expect(row).toContainText("€24.00 – €29.50");
  expect(await auditOf(shop, "echoes-at-noon")).toEqual([
    "product.create",
    "product.update",
    "product.publish",
  ]);
  await context.close();
});

test("two people edit a product at once: the second is told, loses nothing, and saves on top", async ({
  browser,
  shop,
}) => {
  await putOnSale(shop, { slug: "salt-and-wire", title: "Salt and Wire", onHand: 8 });
  const first = await clerkOn("Salt and Wire", browser, shop);
  const second = await clerkOn("Salt and Wire", browser, shop);
  await second.getByLabel("Artist").fill("Sallow & Sons");
  await second.getByLabel("Description").fill("The second's words.");
  await second.getByRole("button", { name: "Add a variant" }).click();
  await second.getByLabel("Title of SALT-AND-WIRE-2").fill("Signed");

  await first.getByLabel("Description").fill("The first's words.");
  await first.getByLabel(/Price of .* in EUR/).fill("23");
  await save(first);
  await saved(first);

  await second.getByRole("link", { name: "Home" }).click(); // by accident
  await second.getByRole("dialog").getByRole("button", { name: "Stay here" }).click();
  await second.getByLabel("Price of Signed in EUR").fill("40");
  await second.getByLabel("Title of SALT-AND-WIRE-1").fill("Plain");
  await second.getByLabel("What the variants differ in").fill("Edition");
  await save(second);
  const news = second.getByRole("region", { name: /changed this product/ });
  await expect(news).toContainText("Owner changed this product");
  await expect(news).toContainText("You both changed one field");
  await expect(news.getByRole("row", { name: /^Description/ })).toContainText(
    /The first's words\.\s*The second's words\./,
  );
  await expect(news.getByRole("row", { name: /price in EUR/ })).toContainText(/€22\.00\s*€23\.00/);
  await save(second); // not before it is decided
  await expect(news).toBeFocused();
  await news.getByRole("button", { name: "Keep mine: Description" }).click();
  await save(second);
  await saved(second);

  const [product] = await shop.sql(
    `select artist, description, version::int, array_agg(sku || ' ' || v.title || ' ' || unit_amount order by v.position) as variants
     from product p join variant v on v.product_id = p.id join price on variant_id = v.id and currency = 'eur'
     where slug = 'salt-and-wire' group by p.id`,
  );
  expect(product).toEqual({
    artist: "Sallow & Sons",
    description: "The second's words.",
    version: 3,
    variants: ["SALT-AND-WIRE-1 Plain 2300", "SALT-AND-WIRE-2 Signed 4000"],
  });
  expect(await auditOf(shop, "salt-and-wire")).toEqual(["product.update", "product.update"]);
  await first.context().close();
  await second.context().close();
});

test("a product that is unpublished is out of the shop, and out of carts", async ({
  customer,
  browser,
  shop,
}) => {
  await putOnSale(shop, { slug: "empty-rooms", title: "Empty Rooms", onHand: 8 });
  await customer.putIntoCart("empty-rooms");
  const desk = await clerkOn("Empty Rooms", browser, shop);
  await desk.getByRole("button", { name: "Unpublish" }).click();
  const dialog = desk.getByRole("dialog");
  await expect(dialog).toContainText("gone from the shop at once");
  await dialog.getByRole("button", { name: "Unpublish" }).click();
  await expect(desk.getByText("It is out of the shop. No customer sees it.")).toBeVisible();

  await customer.page.goto("/cart");
  await expect(customer.page.getByText(/not on sale|no longer/i).first()).toBeVisible();
  await customer.page.goto("/products/empty-rooms");
  await expect(customer.page.getByRole("heading", { level: 1 })).not.toHaveText("Empty Rooms");
  await customer.page.goto("/");
  await expect(customer.page.getByRole("link", { name: /Parallel Lines/ }).first()).toBeVisible();
  await expect(customer.page.getByRole("link", { name: /Empty Rooms/ })).toHaveCount(0);
  expect(await auditOf(shop, "empty-rooms")).toEqual(["product.unpublish"]);
  await desk.context().close();
});
