import { Clerk } from "./clerk.ts";
import { Customer, cards, expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";
import { walletOn } from "./wallet.ts";

/** Payments of the newest checkout that were opened at Stripe. */
const paymentsOf = (shop: ShopProcess) =>
  shop.sql(
    `select s.stripe_id from payment_session s join checkout c on c.id = s.checkout_id
     where c.created_at = (select max(created_at) from checkout)`,
  );

test("a wallet pays for another address and method than the page's; a declined card is said, the bank is asked, and the order names the wallet", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  const wallet = walletOn(page);
  await wallet.button.click();
  await wallet.shipTo(/^Toni Muster/);
  await wallet.sheet.getByRole("radio", { name: /^Express/ }).check();
  await wallet.payWith(/0002/);
  const price = /^Pay (€\d+\.\d\d)$/;
  await expect(wallet.payButton).toHaveText(price);
  const total = price.exec((await wallet.payButton.textContent()) ?? "")?.[1] ?? "";
  await wallet.payButton.click();
  await expect(page.getByRole("alert").filter({ hasText: "declined this card" })).toBeVisible();
  await expect(wallet.sheet.getByRole("heading")).toHaveCount(0);
  // The form was empty: it has the wallet's address now, so that the sum is that of what is entered.
  await expect(page.locator("#line1")).toHaveValue("Musterweg 12");
  await expect(customer.payButton).toHaveText(`Pay ${total}`);

  await wallet.button.click();
  await wallet.shipTo(/^Toni Muster/);
  await wallet.sheet.getByRole("radio", { name: /^Express/ }).check();
  await wallet.payWith(/3220/);
  await expect(wallet.payButton).toHaveText(`Pay ${total}`);
  await wallet.payButton.click();
  await customer.answerBank("Complete authentication");
  await expect(customer.status).toContainText("Confirmed");
  await expect(page.getByRole("heading", { name: "Thank you, Toni." })).toBeVisible();
  const delivery = page.getByRole("region", { name: "Where it goes" });
  await expect(delivery).toContainText("Musterweg 12");
  await expect(delivery).toContainText("Express");
  const number = await customer.orderNumber();

  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await context.newPage());
  await clerk.openOrder(number);
  await expect(clerk.page.getByText("Google Pay Visa 3220").first()).toBeVisible();
  await context.close();
  const text = () =>
    shop.sql("select text from mail where kind = 'order_confirmed' and text like $1", [`%${number}%`]);
  await expect
    .poll(async () => JSON.stringify(await text()))
    .toContain(`${total}, paid with Google Pay Visa 3220`);
});

test("shipping costs more than the sheet has shown: nothing is charged, sheet and page say why, and the next press pays it", async ({
  customer,
  page,
  shop,
}) => {
  const raise = (by: number) => shop.sql("update shipping_rate_band set amount = amount + $1", [by]);
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  const wallet = walletOn(page);
  await wallet.button.click();
  await expect(wallet.payButton).toBeEnabled();
  const before = (await wallet.payButton.textContent()) ?? "";
  await raise(400);
  try {
    await wallet.payButton.click();
    await expect(wallet.sheet.getByRole("alert")).toHaveText(
      /^The price has changed\. Nothing was charged\./,
    );
    const cancel = page.getByRole("button", { name: "Cancel" });
    await cancel.click();
    await expect(page.getByText(/^The price has changed\. Shipping is now €/)).toBeVisible();
    expect(await paymentsOf(shop)).toEqual([]);
    await wallet.button.click();
    await expect(wallet.payButton).toBeEnabled();
    await expect(wallet.payButton).not.toHaveText(before);
    await wallet.payButton.click();
    await expect(customer.status).toContainText("Confirmed");
  } finally {
    await raise(-400);
  }
});

test("two presses on the sheet's Pay are one payment", async ({ customer, page, shop }) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  const wallet = walletOn(page);
  await wallet.button.click();
  await expect(wallet.payButton).toBeEnabled();
  await wallet.payButton.dblclick();
  await expect(customer.status).toContainText("Confirmed");
  expect(await paymentsOf(shop)).toHaveLength(1);
});

test("the reservation ends while the sheet is open: nothing is charged, and the goods can be reserved and paid again", async ({
  customer,
  page,
  shop,
}) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  const wallet = walletOn(page);
  await wallet.button.click();
  await expect(wallet.payButton).toBeEnabled();
  await shop.sql(
    "update checkout set expires_at = now() - interval '1 second' where state in ('open', 'paying')",
  );
  await shop.runSchedule("expire-checkouts");
  await wallet.payButton.click();
  await expect(page.getByText("The reservation has ended")).toBeVisible();
  expect(await paymentsOf(shop)).toEqual([]);
  await expect(wallet.sheet.getByRole("heading")).toHaveCount(0);
  await page.getByRole("button", { name: "Reserve the items again" }).click();
  await expect(page.getByText("The reservation has ended")).toHaveCount(0);
  await wallet.button.click();
  await expect(wallet.payButton).toBeEnabled();
  await wallet.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});

test("another tab pays while the sheet is open: the sheet can't pay a second time, and the page leads to the order", async ({
  customer,
  page,
  context,
  shop,
}) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  const wallet = walletOn(page);
  await wallet.button.click();
  await expect(wallet.payButton).toBeEnabled();

  const other = new Customer(await context.newPage());
  await other.goToCheckout();
  await other.fillDetails();
  await other.fillCard(cards.good);
  await other.payButton.click();
  await expect(other.status).toContainText("Confirmed");
  const number = await other.orderNumber();

  await page.bringToFront();
  if (await wallet.payButton.isVisible()) await wallet.payButton.click();
  await expect(wallet.sheet.getByRole("heading")).toHaveCount(0);
  await expect(page.getByText(number).or(page.getByText("This is ordered")).first()).toBeVisible();
  expect(await paymentsOf(shop)).toHaveLength(1);
});
