import { cards, expect, test } from "./fixtures.ts";

/** Stripe's test accounts: the bank decides after three minutes, or when the sandbox is asked to. */
const slowAccount = "AT05 1904 3002 3547 3205";

test("a debit takes days: other goods are bought meanwhile; the bank refuses it; mail and page agree; a card pays", async ({
  customer,
  page,
  shop,
}) => {
  await customer.putIntoCart("signal-path");
  await customer.goToCheckout();
  await customer.fillDetails();
  const fields = page.frameLocator('iframe[title="Secure payment input frame"]');
  await fields.getByRole("tab", { name: "SEPA Direct Debit" }).click();
  await fields.getByLabel("IBAN").fill(slowAccount);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Your bank is working on it");
  await expect(customer.status).toContainText("usually takes up to 5 working days, at most 14");
  const number = await customer.orderNumber();
  const paymentIntent = new URL(page.url()).searchParams.get("payment_intent") ?? "";
  const mailsOf = () =>
    shop.sql<{ kind: string; text: string }>(
      `select m.kind, m.text from mail m join "order" o on o.id = m.order_id where o.number = $1 order by m.created_at`,
      [Number(number.replace("DT-", ""))],
    );
  await expect.poll(async () => (await mailsOf()).map(({ kind }) => kind)).toEqual(["order_received"]);

  // The cart is empty: a customer who comes back sees what happens, and buys something else.
  await page.goto("/cart");
  await expect(page.getByText("Your cart is empty")).toBeVisible();
  await page.goto("/checkout");
  await expect(page.getByRole("heading", { name: "Your bank is working on it" })).toBeVisible();
  await expect(page.getByRole("link", { name: `See order ${number}` })).toBeVisible();
  await customer.readyToPay("record-bag");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  expect(await customer.orderNumber()).not.toBe(number);

  await shop.outside.decideDebit(paymentIntent, "fail");
  await expect
    .poll(async () => (await mailsOf()).map(({ kind }) => kind))
    .toEqual(["order_received", "payment_failed"]);
  const [, mail] = await mailsOf();
  expect(mail?.text).toContain("We reserve your order for you until");
  await customer.putIntoCart("night-bus-to-the-sea");
  await page.goto("/cart");
  await expect(page.getByText(`Order ${number} was not paid`)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Signal Path" })).toBeVisible();

  // The mail's link opens a checkout of what was ordered, and of nothing else in the cart.
  const link = /\/orders\/\S+/.exec(mail?.text ?? "")?.[0] ?? "";
  await page.goto(link);
  await expect(customer.status).toContainText("The payment did not go through");
  await expect(customer.status).toContainText("We reserve your order for you until");
  await page.getByRole("link", { name: "Pay another way" }).click();
  await expect(page.getByText("The payment did not go through")).toBeVisible();
  await expect(page.getByText("Night Bus to the Sea")).toBeHidden();
  await expect(page.getByLabel("Country").first()).toHaveValue("AT");
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  expect(await customer.orderNumber()).toBe(number);
  await page.goto("/cart");
  await expect(page.getByRole("heading", { name: "Night Bus to the Sea" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Signal Path" })).toBeHidden();
});
