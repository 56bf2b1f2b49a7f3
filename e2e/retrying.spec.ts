import { expect, type Page } from "@playwright/test";
import { cards, test } from "./fixtures.ts";

test("refused, and paid with another card while webhooks are lost: the page tells the new attempt", async ({
  customer,
  page,
  shop,
}) => {
  await shop.outside("POST", "/faults", { kind: "webhook", action: "lose" });
  const started = page.waitForResponse(/checkout\.start/);
  await customer.readyToPay("signal-path", cards.declined);
  await customer.payButton.click();
  await expect(page.getByText("Your bank declined this card.")).toBeVisible();

  // The order is promised although nothing is paid: the shop asks the bank, and the order fails.
  const payment = paymentOf(await (await started).json());
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

interface StartedPayment {
  paymentIntentId: string;
  clientSecret: string;
}

/** What the browser knows of its payment, from the answer that started the checkout. */
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
