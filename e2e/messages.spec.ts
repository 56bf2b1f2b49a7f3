import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { buyByApi } from "./customer-by-api.ts";
import { expect, test } from "./fixtures.ts";

test("who can't find an order writes, and a clerk sees it, asks Stripe and answers by mail", async ({
  page,
  browser,
  shop,
}) => {
  test.setTimeout(120_000);
  const { number } = await buyByApi(shop, "signal-path");
  await page.goto("/");
  await page.getByRole("link", { name: "Write to us" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Write to us");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByLabel("What is it about?")).toBeFocused();
  await expect(page.getByText("Choose what it is about")).toBeVisible();
  await page.getByLabel("What is it about?").selectOption({ label: "I was charged, and see no order" });
  await page.getByLabel("E-mail").fill("customer@example.com");
  await page.getByLabel("Order number").fill(number);
  await page.getByLabel("Your message").fill("My bank says that I have paid.");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "Send", exact: true }).dblclick();
  await expect(page.getByRole("heading", { name: "Your message is with us" })).toBeFocused();
  await expectAccessible(page);

  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk } = clerk;
  await clerk.open("/admin/messages");
  const list = desk.getByRole("table", { name: "Messages" });
  await expect(list).toContainText("My bank says that I have paid.");
  await expectAccessible(desk);
  await list
    .getByRole("link", { name: /^M-\d+$/ })
    .first()
    .click();
  await expect(desk.getByRole("heading", { level: 1 })).toContainText("Charged, sees no order");
  const matches = desk.getByRole("table", { name: "Orders and checkouts" });
  await expect(matches.getByRole("link", { name: number })).toBeVisible();
  await matches
    .getByRole("row")
    .filter({ hasText: number })
    .getByRole("button", { name: "Sync with Stripe" })
    .click();
  await expect(desk.getByRole("link", { name: "See what comes out" })).toBeVisible();
  await desk.getByLabel("Answer to customer@example.com").fill("Your order is there. Sorry!");
  await desk.getByRole("button", { name: "Send the answer" }).click();
  await expect(desk.getByText("The answer is on its way to customer@example.com.")).toBeVisible();
  await expect(desk.getByText("Your order is there. Sorry!")).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole("button", { name: "Close message" }).click();
  await expect(desk.getByText("Closed. The customer is not told.")).toBeVisible();
  await desk.setViewportSize({ width: 390, height: 844 });
  // The rail of a wide window goes a moment later.
  await expect.poll(() => desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const mails = await shop.sql<{ subject: string }>(
    "select subject from mail where message_id is not null order by created_at",
  );
  expect(mails.map(({ subject }) => subject.replace(/M-\d+/, "M"))).toEqual([
    "We have your message (M)",
    "Our answer to your message M",
  ]);
  await context.close();
});
