import type { Browser, Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { Customer } from "./customer.ts";
import { cards, expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

async function letPayOn(shop: ShopProcess, page: "shop" | "stripe"): Promise<void> {
  await shop.sql("update shop_settings set payment_page = $1::payment_page", [page]);
}

test.afterAll(async ({ shop }) => {
  await letPayOn(shop, "shop");
});

/** A member of staff in a browser of their own. */
async function clerkOf(browser: Browser, shop: ShopProcess): Promise<Clerk> {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  return new Clerk(await context.newPage());
}

/** Writes an order by phone, sends it, and answers the link's path. */
async function sendDraft(
  { page: desk, open }: { page: Page; open(path: string): Promise<void> },
  email: string,
) {
  await open("/admin/draft-orders/new");
  await desk.getByLabel("Add an item").fill("signal path");
  await desk
    .getByRole("option", { name: /Signal Path/ })
    .first()
    .click();
  await expect(desk.getByRole("cell", { name: /Signal Path.*free/ })).toBeVisible();
  await desk.getByLabel(/^Units of/).fill("2");
  await desk.getByLabel("E-mail").fill(email);
  await desk.getByLabel("Name", { exact: true }).fill("Grace Caller");
  await desk.getByLabel("Discount for this order").selectOption("percent");
  await desk.getByLabel("Percent").fill("10");
  await desk.getByLabel("What for").fill("Scratched sleeve");
  await desk.getByLabel("Message to the customer").fill("As we said on the phone.");
  await expect(desk.getByLabel("Price").getByText("Scratched sleeve")).toBeVisible();
  await desk.getByRole("button", { name: "Save the draft" }).click();
  await expect(desk.getByRole("heading", { level: 1, name: /Draft order D-\d+/ })).toBeVisible();
  await desk.getByRole("button", { name: "Reserve the items and send the link" }).click();
  await expect(desk.getByText(`the link is on its way to ${email}`)).toBeVisible();
  const link = await desk
    .getByText(/\/pay\//)
    .first()
    .textContent();
  return new URL(link ?? "").pathname;
}

const draftBy = (clerk: Clerk, email: string) =>
  sendDraft({ page: clerk.page, open: (path) => clerk.open(path) }, email);

test("an order by phone is sent as a link, paid on the shop's page, and says where it came from", async ({
  page,
  customer,
  browser,
  shop,
}) => {
  const clerk = await clerkOf(browser, shop);
  const path = await draftBy(clerk, "grace@example.com");
  await expectAccessible(clerk.page);

  await page.goto(path);
  await expect(page.getByText("As we said on the phone.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("grace@example.com");
  await expect(page.getByRole("region", { name: "Your order" }).getByText("Scratched sleeve")).toBeVisible();
  await expect(page.getByText(/Reserved for you until/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Extend the reservation" })).toHaveCount(0);
  await expectAccessible(page);
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  const number = await customer.orderNumber();
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: "This is ordered" })).toBeVisible();

  await clerk.openOrder(number);
  await expect(clerk.page.getByText(/by the link of draft order D-\d+, sent by/)).toBeVisible();
  await clerk.page.getByRole("link", { name: /draft order D-/ }).click();
  await expect(clerk.page.getByRole("list").getByText("Ordered", { exact: true })).toBeVisible();
  await expect(clerk.page.getByRole("link", { name: `order ${number}` })).toBeVisible();
  await clerk.page.context().close();
});

test("a payment link is paid on Stripe's page, also by whoever has left it once", async ({
  page,
  customer,
  browser,
  shop,
}) => {
  const clerk = await clerkOf(browser, shop);
  const path = await draftBy(clerk, "hosted@example.com");
  await letPayOn(shop, "stripe");
  // Who is faster than the shop's answer types into a field that does not change under the cursor.
  const { promise: inUse, resolve: use } = Promise.withResolvers<void>();
  await page.route(/checkout\.openLink/, async (route) => {
    await inUse;
    await route.continue();
  });
  await page.goto(path);
  const email = page.getByLabel("E-mail");
  await email.focus();
  use();
  await expect(page.getByText("As we said on the phone.")).toBeVisible();
  await expect(page.getByLabel("Full name")).toHaveValue("Grace Caller");
  await expect(email).toHaveValue("");
  await page.keyboard.press("Tab");
  await expect(email).toHaveValue("hosted@example.com");
  await customer.fillDetails();
  const toStripe = page.getByRole("button", { name: /^Pay €.* at Stripe$/ });
  await toStripe.click();
  await expect(page).toHaveURL(/\/c\/pay\/cs_/);
  await page.getByRole("link", { name: /back/i }).first().click();
  await expect(page).toHaveURL(new RegExp(`${path}\\?cancelled=true`));
  await toStripe.click();
  await page.getByLabel("Card number").fill(cards.good);
  await page.getByLabel("Expiration date").fill("12 / 40");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Grace Caller");
  await page.getByRole("button", { name: /^Pay €/ }).click();
  await expect(customer.status).toContainText("Confirmed");
  await letPayOn(shop, "shop");
  await clerk.page.context().close();
});

test("who has the page open when staff call it off, or when the time is over, is told, and nothing is charged", async ({
  page,
  customer,
  browser,
  shop,
}) => {
  const clerk = await clerkOf(browser, shop);
  const path = await draftBy(clerk, "late@example.com");
  await page.goto(path);
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  await clerk.page.getByRole("button", { name: "Call it off" }).click();
  await clerk.dialog.getByLabel("Reason").fill("They called again");
  await clerk.dialog.getByRole("button", { name: "Call it off" }).click();
  await expect(clerk.page.getByText("is called off, and nothing is reserved any more")).toBeVisible();
  // The page hears of it at once.
  await expect(
    page.getByRole("heading", { level: 1, name: "This order is no longer reserved" }),
  ).toBeVisible();
  await expect(page.getByRole("link", { name: "Ask the shop" })).toBeVisible();
  await expectAccessible(page);

  await clerk.page.getByRole("button", { name: "Reserve the items again and send the link" }).click();
  await expect(clerk.page.getByText(/the link is on its way/)).toBeVisible();
  await page.goto(path);
  await expect(page.getByText(/Reserved for you until/)).toBeVisible();
  await shop.sql(
    "update checkout set expires_at = now() - interval '1 s' where state = 'open' and email = 'late@example.com'",
  );
  await page.reload();
  await expect(
    page.getByRole("heading", { level: 1, name: "This order is no longer reserved" }),
  ).toBeVisible();
  await clerk.page.context().close();
});

test("staff change what was sent: the customer's open page shows the new order before anything is paid", async ({
  page,
  customer,
  browser,
  shop,
}) => {
  const clerk = await clerkOf(browser, shop);
  const path = await draftBy(clerk, "changed@example.com");
  await page.goto(path);
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  await clerk.page.getByLabel(/^Units of/).fill("3");
  await clerk.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(clerk.page.getByText("What is reserved has changed with it")).toBeVisible();
  await expect(page.getByText("has just changed this order")).toBeVisible();
  await expect(page.getByRole("region", { name: "Your order" }).getByText(/3 ×/)).toBeVisible();
  await expectAccessible(page);

  // A new link makes the present one useless: the open page says so, and the new one shows the same order.
  await clerk.page.getByRole("button", { name: "Make a new link" }).click();
  await expectAccessible(clerk.page);
  await expect(clerk.dialog.getByLabel("Mail the new link to changed@example.com")).toBeChecked();
  await clerk.dialog.getByText("Mail the new link to changed@example.com").click();
  await clerk.dialog.getByRole("button", { name: "Make a new link" }).click();
  await expect(clerk.page.getByText("Mailed to", { exact: false })).toHaveCount(0);
  await expect(clerk.page.getByText("This link was not mailed.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "We can't find this order" })).toBeVisible();
  const renewed = await clerk.page
    .getByText(/\/pay\//)
    .first()
    .textContent();
  const renewedPath = new URL(renewed ?? "").pathname;
  expect(renewedPath).not.toBe(path);
  const second = new Customer(await (await browser.newContext({ baseURL: shop.url })).newPage());
  await second.page.goto(renewedPath);
  await expect(second.payButton).toBeVisible();
  await page.goto(renewedPath);
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(second.page.getByRole("heading", { level: 1, name: "This is ordered" })).toBeVisible();
  await expect(
    second.page.getByText("This order has been paid, on this device or on another one."),
  ).toBeVisible();
  await second.page.context().close();
  await clerk.page.context().close();
});

test("staff book time for a caller; nobody else gets it, and the customer pays it by the link", async ({
  page,
  customer,
  browser,
  shop,
}) => {
  const clerk = await clerkOf(browser, shop);
  const { page: desk, dialog } = clerk;
  const pickService = async () => {
    await desk.getByLabel("Add an item").fill("studio hours");
    await desk
      .getByRole("option", { name: /Studio hours/ })
      .first()
      .click();
  };
  const times = dialog.getByRole("button", { name: /^\d\d:\d\d/ });
  await clerk.open("/admin/draft-orders/new");
  await pickService();
  await expect(times.first()).toBeVisible();
  await expectAccessible(desk);
  const free = times.and(desk.locator(":enabled")).first();
  await free.click();
  const line = desk.getByRole("row").filter({ hasText: "Studio hours" });
  await expect(line.getByText(/\d\d:\d\d–\d\d:\d\d/)).toBeVisible();
  const span = (await line.getByText(/\d\d:\d\d–\d\d:\d\d/).textContent()) ?? "";
  await desk.getByLabel("E-mail").fill("hours@example.com");
  await desk.getByRole("button", { name: "Save the draft" }).click();
  await desk.getByRole("button", { name: "Reserve the items and send the link" }).click();
  await expect(desk.getByText("the link is on its way to hours@example.com")).toBeVisible();
  await expectAccessible(desk);
  const link = await desk
    .getByText(/\/pay\//)
    .first()
    .textContent();

  await page.goto(new URL(link ?? "").pathname);
  const clock = /\d\d:\d\d/.exec(span)?.[0] ?? "";
  await expect(page.getByRole("region", { name: "Your order" }).getByText(clock)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Full name").fill("Grace Caller");
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(page.getByRole("link", { name: "Add to calendar" })).toBeVisible();
  await clerk.page.context().close();
});
