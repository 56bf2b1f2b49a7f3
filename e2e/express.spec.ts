import type { Page } from "@playwright/test";
import { Clerk } from "./clerk.ts";
import { expect, test } from "./fixtures.ts";

/** The wallet's button at the top of the checkout, and the sheet that it opens. */
function walletOn(page: Page) {
  const sheet = page.frameLocator('iframe[title="Sandbox Pay"]');
  return {
    button: page.frameLocator('iframe[title="Secure express checkout frame"]').getByRole("button"),
    sheet,
    payButton: sheet.getByRole("button", { name: /^Pay €/ }),
    shipTo: (who: RegExp) => choose(sheet.getByLabel("Ship to"), who),
    payWith: (card: RegExp) => choose(sheet.getByLabel("Pay with"), card),
  };
}

async function choose(list: ReturnType<Page["locator"]>, name: RegExp): Promise<void> {
  const option = list.getByRole("option", { name });
  await list.selectOption((await option.textContent()) ?? "");
}

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
    const intents = await shop.sql(
      `select s.stripe_id from payment_session s join checkout c on c.id = s.checkout_id
       where c.created_at = (select max(created_at) from checkout)`,
    );
    expect(intents).toEqual([]);
    await wallet.button.click();
    await expect(wallet.payButton).toBeEnabled();
    await expect(wallet.payButton).not.toHaveText(before);
    await wallet.payButton.click();
    await expect(customer.status).toContainText("Confirmed");
  } finally {
    await raise(-400);
  }
});
