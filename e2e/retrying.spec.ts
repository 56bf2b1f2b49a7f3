import type { Page } from "@playwright/test";
import { buyByApi } from "./customer-by-api.ts";
import { Customer, cards, expect, test } from "./fixtures.ts";

test("refused, and paid with another card while webhooks are lost: the page tells the new attempt", async ({
  customer,
  page,
  shop,
}) => {
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  const prepared = page.waitForResponse(/checkout\.prepare/);
  await customer.readyToPay("signal-path", cards.declined);
  await customer.payButton.click();
  await expect(page.getByText("Your bank declined this card.")).toBeVisible();

  // The order is promised although nothing is paid: the shop asks the bank, and the order fails.
  const payment = paymentOf(await (await prepared).json());
  await placeOrder(page, payment);
  await page.goto(`/payment/success?${new URLSearchParams(addressOf(payment))}`);
  await expect(customer.status).toContainText("The payment did not go through");

  await page.getByRole("link", { name: "Pay another way" }).click();
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  expect(page.url()).toContain(payment.paymentIntentId);
  await page.reload();
  await expect(customer.status).toContainText("Confirmed");
});

test("seven open pages of final orders leave the shop free for an eighth", async ({
  page,
  context,
  shop,
}) => {
  const { path } = await buyByApi(shop, "signal-path");
  await page.goto(path);

  let lines = 0;
  context.on("request", (request) => (lines += request.url().includes("orders.watch") ? 1 : 0));
  for (let opened = 0; opened < 7; opened += 1) {
    const another = await context.newPage();
    await another.goto(path);
    await expect(another.getByRole("region", { name: "Status" })).toContainText("Confirmed");
  }
  await page.goto("/");
  await expect(page.getByRole("link", { name: /Signal Path/ }).first()).toBeVisible();
  expect(lines).toBe(0);
});

test("a page that nobody looks at keeps no line open, and has the latest when it is looked at again", async ({
  customer,
  page,
  shop,
}) => {
  await customer.readyToPay("signal-path");
  await shop.outside.fault({ kind: "webhook", action: "delay", delayMs: 3_600_000 });
  await shop.outside.fault({
    kind: "api",
    action: "error",
    when: "before",
    method: "GET",
    path: "/v1/payment_intents",
    status: 500,
  });
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirming your payment");
  const closed = page.waitForEvent("requestfailed", (request) => request.url().includes("orders.watch"));
  await look(page, "hidden");
  await closed;
  await shop.outside.noFaults();
  await shop.outside.flushDeliveries();
  const intent = new URL(page.url()).searchParams.get("payment_intent");
  await expect(async () => {
    const [order] = await shop.sql('select state from "order" where payment_intent_id = $1', [intent]);
    expect(order).toEqual({ state: "confirmed" });
  }).toPass();
  await expect(customer.status).toContainText("Confirming your payment");
  await look(page, "visible");
  await expect(customer.status).toContainText("Confirmed");

  // A refund that is made later appears at the next look, too.
  await refundAtStripe(shop.stripeUrl, intent ?? "");
  await expect(async () => {
    const [order] = await shop.sql('select payment_state from "order" where payment_intent_id = $1', [
      intent,
    ]);
    expect(order).toEqual({ payment_state: "refunded" });
  }).toPass();
  await look(page, "hidden");
  await look(page, "visible");
  await expect(page.getByText(/Your refund of .* is done/)).toBeVisible();
});

test("two tabs: what the second changes ends the first one's payment at the bank, which says so and goes on", async ({
  customer,
  page,
  context,
}) => {
  await customer.readyToPay("record-bag", cards.asksBank);
  await customer.payButton.click();
  const bank = page.frameLocator('iframe[title="3D Secure authentication"]');
  await expect(bank.getByRole("button", { name: "Complete authentication" })).toBeVisible();

  const second = new Customer(await context.newPage());
  await second.putIntoCart("signal-path");
  await second.goToCheckout();
  await second.fillDetails();

  await expect(page.getByText("This checkout has changed")).toBeVisible();
  await expect(page.getByText("Nothing was charged").first()).toBeVisible();
  await page.getByRole("button", { name: "Show the new total" }).click();
  await customer.fillCard(cards.good);
  await customer.repriced();
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(page.getByText("Signal Path").first()).toBeVisible();
});

interface StartedPayment {
  paymentIntentId: string;
  clientSecret: string;
}

/** The browser's data of its payment, from the answer to pressing Pay. */
function paymentOf(answer: unknown): StartedPayment {
  const clientSecret = /pi_\w+_secret_\w+/.exec(JSON.stringify(answer))?.[0] ?? "";
  return { paymentIntentId: clientSecret.split("_secret_")[0] ?? "", clientSecret };
}

function addressOf({ paymentIntentId, clientSecret }: StartedPayment) {
  return { payment_intent: paymentIntentId, payment_intent_client_secret: clientSecret };
}

async function placeOrder(page: Page, payment: StartedPayment): Promise<void> {
  const answer = await page.request.post("/trpc/orders.place", { data: payment });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Playwright's pages are all visible at once; this hides one, or shows it again. */
async function look(page: Page, state: "visible" | "hidden"): Promise<void> {
  await page.evaluate((visibilityState) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: visibilityState });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);
}

async function refundAtStripe(stripeUrl: string, paymentIntentId: string): Promise<void> {
  const answer = await fetch(`${stripeUrl}/v1/refunds`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_sandbox" },
    body: new URLSearchParams({ payment_intent: paymentIntentId }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}
