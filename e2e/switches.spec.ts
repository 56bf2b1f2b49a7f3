import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";

test.afterAll(async ({ shop }) => {
  await shop.sql("update switch set is_on = true, audience = null, percent = null");
});

test("staff close the checkout with their own words, open it again, and have orders wait for Stripe: customers read it, and buy", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk, dialog } = clerk;
  await customer.putIntoCart("signal-path");

  await clerk.open("/admin/switches");
  await desk.getByRole("button", { name: /^Change\W*New checkouts$/ }).click();
  await dialog.getByLabel("Who may").selectOption("nobody");
  await dialog.getByLabel("What the others read").fill("We count the stock, and are back at noon.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("The reason is missing")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Stocktaking");
  await dialog.getByRole("button", { name: "Save" }).click();
  const checkouts = desk.getByRole("region", { name: "New checkouts" });
  await expect(checkouts).toContainText("nobody may begin a checkout");
  await expect(checkouts).toContainText("“Stocktaking”");
  await expectAccessible(desk);
  await clerk.open("/admin/");
  await expect(desk.getByText("1 part of the shop is switched off")).toBeVisible();

  const words = page.getByText("We count the stock, and are back at noon.");
  await page.goto("/");
  await expect(page.locator("main [inert]")).toHaveCount(0);
  await expect(words).toBeVisible();
  await page.goto("/cart");
  await expect(page.getByRole("listitem").filter({ hasText: "Signal Path" })).toBeVisible();
  await page.getByRole("link", { name: "Checkout", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No new orders at the moment");
  await expect(words).toBeVisible();
  await expectAccessible(page);

  await clerk.open("/admin/switches");
  await desk.getByRole("button", { name: /^Change\W*New checkouts$/ }).click();
  await dialog.getByLabel("Who may").selectOption("everybody");
  await dialog.getByLabel("Reason").fill("Counted");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(checkouts).toContainText("Everybody may begin a checkout.");
  await desk.getByRole("button", { name: /^Switch off\W*Provisional orders$/ }).click();
  await dialog.getByLabel("Reason").fill("A journey");
  await dialog.getByRole("button", { name: "Switch off" }).click();
  await expect(desk.getByRole("button", { name: /^Switch on\W*Provisional orders$/ })).toBeVisible();

  // The page that was told so goes on by itself.
  await expect(customer.payButton).toBeVisible({ timeout: 30_000 });
  await customer.fillDetails();
  await customer.fillCard("4242 4242 4242 4242");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed", { timeout: 30_000 });
  await context.close();
});
