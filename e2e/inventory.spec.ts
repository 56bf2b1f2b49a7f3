import type { Browser } from "@playwright/test";
import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";
import type { ShopProcess } from "./shop-process.ts";

/** A clerk in a browser of their own, beside the customer's. */
async function clerkBeside(browser: Browser, shop: ShopProcess): Promise<Clerk> {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  await clerk.open();
  return clerk;
}

async function stockOf(shop: ShopProcess, sku: string) {
  const [row] = await shop.sql<{ on_hand: number; reserved: number }>(
    "select on_hand, reserved from stock_level join variant on id = variant_id where sku = $1",
    [sku],
  );
  return row;
}

test("a reservation released by hand: the customer reads it, nothing can be charged, the goods are free again", async ({
  customer,
  browser,
  shop,
}) => {
  await putOnSale(shop, { slug: "slow-ferry", title: "Slow Ferry", onHand: 8 });
  await customer.readyToPay("slow-ferry");
  const { page: desk, dialog } = await clerkBeside(browser, shop);
  await desk.goto("/admin/reservations");
  const hold = desk.getByRole("row").filter({ hasText: "Slow Ferry" });
  const name = /CO-[0-9A-F]{8}/.exec((await hold.textContent()) ?? "")?.[0] ?? "";
  await hold.getByRole("button", { name: "Release" }).click();
  await dialog.getByRole("button", { name: "Release the reservation" }).click();
  await expect(dialog).toContainText("Write why"); // no reason, no release
  await dialog.getByLabel("Reason").fill("The customer wrote that they changed their mind");
  await dialog.getByRole("button", { name: "Release the reservation" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(desk.getByText(/The reservation is released/)).toBeVisible();
  await expect(hold).toContainText("ended");

  await customer.payButton.click();
  await expect(customer.page.getByText(/The shop has ended the reservation of these items/)).toBeVisible();
  const [checkout] = await shop.sql<{ state: string; payments: number; ended_reason: string }>(
    `select state, ended_reason, (select count(*)::integer from payment_session s where s.checkout_id = c.id) as payments
     from checkout c where upper(right(c.id::text, 8)) = $1`,
    [name.replace("CO-", "")],
  );
  const ended_reason = "The customer wrote that they changed their mind";
  expect(checkout).toEqual({ state: "cancelled", payments: 0, ended_reason });
  expect(await stockOf(shop, "SLOW-FERRY-1")).toMatchObject({ reserved: 0 });
  expect(await auditOf(shop, name)).toEqual([byOwner("reservation.release")]);

  await customer.page.getByRole("button", { name: "Reserve the items again" }).click();
  await expect(customer.payButton).toBeVisible();
  await desk.context().close();
});

test("stock is corrected while a customer pays: what they reserved stays theirs, and they can still buy it", async ({
  customer,
  browser,
  shop,
}) => {
  const sku = "MILL-STREAM-1";
  await putOnSale(shop, { slug: "mill-stream", title: "Mill Stream", onHand: 8 });
  const { page: desk, dialog } = await clerkBeside(browser, shop);
  await desk.goto(`/admin/stock?q=${sku}`);
  await desk.getByRole("link", { name: "Mill Stream" }).click();
  await desk.getByRole("button", { name: "Correct", exact: true }).click();
  await dialog.getByLabel("Counted on hand").fill("0");
  await dialog.getByLabel("Reason").selectOption("Recounted");
  await customer.readyToPay("mill-stream"); // in the meantime
  await dialog.getByRole("button", { name: "Correct to 0" }).click();
  await expect(dialog.getByRole("alert")).toContainText(/1 of the \d+ on hand are reserved/);
  expect(await auditOf(shop, sku)).toEqual([]);

  await dialog.getByLabel("Counted on hand").fill("1");
  await dialog.getByRole("button", { name: "Correct to 1" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(desk.getByText(/on hand is 1 now/)).toBeVisible();
  expect(await stockOf(shop, sku)).toEqual({ on_hand: 1, reserved: 1 });
  expect(await auditOf(shop, sku)).toEqual([byOwner("stock.correct")]);

  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  expect(await stockOf(shop, sku)).toEqual({ on_hand: 0, reserved: 0 });
  await desk.context().close();
});

test("a delivery makes a sold-out record buyable", async ({ customer, browser, page, shop }) => {
  await putOnSale(shop, { slug: "last-tram", title: "Last Tram", onHand: 0 });
  await putOnSale(shop, { slug: "first-snow", title: "First Snow", onHand: 3 });
  await page.goto("/products/last-tram");
  await expect(page.getByText(/sold out/i).first()).toBeVisible();
  const { page: desk, dialog } = await clerkBeside(browser, shop);
  await desk.goto("/admin/stock?show=out");
  await expect(desk.getByRole("row").filter({ hasText: "Last Tram" })).toContainText("Sold out");
  await desk.getByRole("button", { name: "Receive a delivery" }).click();
  for (const sku of ["LAST-TRAM-1", "FIRST-SNOW-1"]) {
    await dialog.getByRole("combobox", { name: "Add a product" }).fill(sku);
    await desk.getByRole("option", { name: sku }).click();
  }
  await dialog.getByLabel("Units of Last Tram").fill("12");
  await dialog.getByLabel("Note").fill("Delivery note 17");
  await expect(dialog.getByText("13 units of 2 products more on hand")).toBeVisible();
  await dialog.getByRole("button", { name: "Receive", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(desk.getByText("13 units of 2 products on hand now.")).toBeVisible();
  expect(await stockOf(shop, "LAST-TRAM-1")).toMatchObject({ on_hand: 12 });
  for (const sku of ["LAST-TRAM-1", "FIRST-SNOW-1"])
    expect(await auditOf(shop, sku)).toEqual([byOwner("stock.receive")]);

  await customer.putIntoCart("last-tram");
  await customer.goToCheckout();
  await desk.context().close();
});
