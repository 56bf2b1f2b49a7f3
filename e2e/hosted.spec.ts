import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { Clerk } from "./clerk.ts";
import { cards, expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

const payAtStripe = (page: Page) => page.getByRole("button", { name: /^Pay €.* at Stripe$/ });

test.afterAll(async ({ shop }) => {
  await letPayOn(shop, "shop");
});

/** Staff's setting, for journeys that are not about the console. */
async function letPayOn(shop: ShopProcess, page: "shop" | "stripe" | "choice"): Promise<void> {
  await shop.sql("update shop_settings set payment_page = $1::payment_page", [page]);
}

/** Fills Stripe's page and presses Pay there. */
async function payThere(page: Page, card: string): Promise<void> {
  await page.getByLabel("Card number").fill(card);
  await page.getByLabel("Expiration date").fill("12 / 40");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Ada Example");
  await page.getByRole("button", { name: /^Pay €/ }).click();
}

test("staff let customers pay on Stripe's page: it asks for the price that they have seen, a card is refused, another one pays, and they come back to their order", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  const { page: desk } = clerk;
  await clerk.open("/admin/settings");
  await desk.getByLabel("Where customers pay").selectOption("stripe");
  await expect(desk.getByText("Customers go to Stripe's page")).toBeVisible();
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText(/saved/i).first()).toBeVisible();

  await customer.putIntoCart("signal-path");
  await page.goto("/checkout");
  await expect(payAtStripe(page)).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(0); // the shop's page takes no card now
  await customer.fillDetails();
  await expectAccessible(page);
  const text = (await payAtStripe(page).textContent()) ?? "";
  const amount = /€[\d.,]+/.exec(text)?.[0] ?? "";
  await payAtStripe(page).click();
  await expect(page).toHaveURL(/\/c\/pay\/cs_/);
  await expect(page.getByRole("button", { name: `Pay ${amount}` })).toBeVisible();
  await expect(page.getByText("Signal Path").first()).toBeVisible();
  await payThere(page, cards.declined);
  await expect(page.getByText(/declined/i).first()).toBeVisible();
  await payThere(page, cards.good);
  await expect(customer.status).toContainText("Confirmed");
  expect(new URL(page.url()).searchParams.get("session_secret")).toBeNull();
  const number = await customer.orderNumber();
  await page.reload();
  await expect(page.getByText(number).first()).toBeVisible();
  await page.goto("/cart");
  await expect(page.getByText("Your cart is empty")).toBeVisible();

  await clerk.openOrder(number);
  await expect(desk.getByText("Stripe's page")).toBeVisible();
  const [session] = await shop.sql<{ stripe_id: string }>(
    `select s.stripe_id from payment_session s join "order" o using (checkout_id) where o.number = $1`,
    [Number(number.replace("DT-", ""))],
  );
  await desk.goto(`/admin/orders?q=${session?.stripe_id}`);
  await expect(desk.getByRole("link", { name: number }).first()).toBeVisible();
  await context.close();
});

test("called off on Stripe's page: the checkout says that nothing was charged and until when the goods are reserved, keeps the choice, and both ways to pay are open", async ({
  customer,
  page,
  shop,
}) => {
  await letPayOn(shop, "choice");
  await customer.putIntoCart("record-bag");
  await customer.goToCheckout();
  await customer.fillDetails();
  await page.getByRole("radio", { name: /Pay on Stripe’s page/ }).check();
  await expectAccessible(page);
  await payAtStripe(page).click();
  await expect(page).toHaveURL(/\/c\/pay\/cs_/);
  await page.getByRole("link", { name: /^Back to/ }).click();
  await expect(page).toHaveURL(/\/checkout\?cancelled=true$/);
  await expect(
    page.getByText(/^Nothing was charged\. Your items are reserved for you until \d\d:\d\d/),
  ).toBeVisible();
  await expect(page.getByRole("region", { name: "Items" }).getByText("Record Bag")).toBeVisible();
  await expect(page.getByRole("radio", { name: /Pay on Stripe’s page/ })).toBeChecked();
  await expectAccessible(page);
  const held = await shop.sql("select 1 from checkout where state = 'paying' and expires_at > now()");
  expect(held.length).toBeGreaterThan(0);

  // The browser's back button leads there again, and forward to a page that can be used.
  // By keyboard: right after a scroll, a click may still land in the wallet's frame that was there before.
  await payAtStripe(page).press("Enter");
  await expect(page).toHaveURL(/\/c\/pay\/cs_/);
  await page.goBack();
  await page.getByRole("radio", { name: /Pay here/ }).press("Space");
  await expect(customer.payButton).toBeVisible();
  await expect(page.getByLabel("Full name")).toHaveValue("Ada Example");
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});

test("two tabs, one with the shop's form and one on Stripe's page: the form pays, and Stripe's page can't any more", async ({
  customer,
  page,
  shop,
}) => {
  await letPayOn(shop, "choice");
  await customer.putIntoCart("record-bag");
  await customer.goToCheckout();
  await customer.fillDetails();
  const tab = await page.context().newPage();
  await tab.goto("/checkout");
  await tab.getByRole("radio", { name: /Pay on Stripe’s page/ }).check();
  await tab.getByLabel("E-mail").fill("customer@example.com");
  await tab.getByLabel("Full name").fill("Ada Example");
  await tab.getByLabel("Country").selectOption("AT");
  await tab.getByLabel("Street and number").fill("1 Long Road");
  await tab.getByLabel("Postal code").fill("1010");
  await tab.getByLabel("City").fill("Vienna");
  await expect(tab.getByRole("group", { name: "Delivery method" })).toHaveAttribute("aria-busy", "false");
  await payAtStripe(tab).click();
  await expect(tab).toHaveURL(/\/c\/pay\/cs_/);

  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await payThere(tab, cards.good);
  await expect(tab.getByRole("heading", { name: /timed out/ })).toBeVisible();
  await expectAccessible(tab);
});

test("the reservation ends while Stripe's page is open: it can't be paid, and leads back to the checkout", async ({
  customer,
  page,
  shop,
}) => {
  await letPayOn(shop, "stripe");
  await customer.putIntoCart("record-bag");
  await page.goto("/checkout");
  await customer.fillDetails();
  await payAtStripe(page).click();
  await expect(page).toHaveURL(/\/c\/pay\/cs_/);
  await expect(page.getByLabel("Card number")).toBeVisible(); // otherwise it opens as a page that is over
  await shop.sql(
    `update checkout set expires_at = now() where id = (select id from checkout where state = 'paying' order by created_at desc limit 1)`,
  );
  await shop.runSchedule("expire-checkouts");
  await payThere(page, cards.good);
  await expect(page.getByRole("heading", { name: /timed out/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: /^Return to/ }).click();
  await expect(page).toHaveURL(/\/checkout\?cancelled=true$/);
  await expect(page.getByRole("region", { name: "Items" }).getByText("Record Bag")).toBeVisible();
  await expect(payAtStripe(page)).toBeVisible();
});

test("a debit on Stripe's page takes days: the order waits, then the bank pays and the page says so", async ({
  customer,
  page,
  shop,
}) => {
  await letPayOn(shop, "stripe");
  await customer.putIntoCart("record-bag");
  await page.goto("/checkout");
  await customer.fillDetails();
  await payAtStripe(page).click();
  await page.getByRole("tab", { name: "SEPA Direct Debit" }).click();
  await page.getByLabel("IBAN").fill("AT32 1904 3002 3547 3204");
  await page.getByLabel("Full name").fill("Ada Example");
  await page.getByRole("button", { name: /^Pay €/ }).click();
  await expect(customer.status).toContainText("Your bank is working on it");
  await expectAccessible(page);
  const number = Number((await customer.orderNumber()).replace("DT-", ""));
  const [order] = await shop.sql<{ payment_intent_id: string }>(
    `select payment_intent_id from "order" where number = $1`,
    [number],
  );
  await shop.outside.decideDebit(order?.payment_intent_id, "succeed");
  await expect(customer.status).toContainText("Confirmed");
});

test("Stripe can't say yet how the payment ended: the page waits, then says so honestly, and shows the order when it is known", async ({
  customer,
  page,
  shop,
}) => {
  await letPayOn(shop, "stripe");
  await customer.putIntoCart("record-bag");
  await page.goto("/checkout");
  await customer.fillDetails();
  await payAtStripe(page).click();
  await expect(page).toHaveURL(/\/c\/pay\/cs_/);
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  await shop.outside.fault({ kind: "api", action: "error", status: 500, method: "GET" });
  await page.clock.install();
  await payThere(page, cards.good);
  await expect(page.getByText("Your payment is being confirmed…")).toBeVisible();
  await page.clock.runFor(31_000);
  await expect(page.getByRole("heading", { name: "We don't know yet whether you have paid" })).toBeVisible();
  await expectAccessible(page);
  await shop.outside.noFaults();
  await page.clock.runFor(60_000);
  await expect(customer.status).toContainText("Confirmed", { timeout: 30_000 });
});
