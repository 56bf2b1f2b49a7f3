import { auditOf, byOwner, Clerk } from "./clerk.ts";
import { buyByApi, CustomerByApi } from "./customer-by-api.ts";
import { Customer, expect, test } from "./fixtures.ts";
import type { ShopProcess } from "./shop-process.ts";

const idOf = (number: string) => Number(number.replace("DT-", ""));

/** Mails about shipments that are in the outbox and were sent. */
async function shipmentMails(shop: ShopProcess, number: string): Promise<string[]> {
  const rows = await shop.sql<{ words: string }>(
    `select subject || ': ' || text as words from mail join "order" o on o.id = order_id
     where o.number = $1 and kind in ('order_shipped', 'order_delivered') and mail.state = 'sent' order by mail.id`,
    [idOf(number)],
  );
  return rows.map(({ words }) => words);
}

test("an order leaves in two shipments and arrives; the customer's open page and the mails follow", async ({
  customer,
  page,
  context,
  shop,
}) => {
  const { number, path } = await buyByApi(shop, "concrete-weather", "record-bag");
  await page.goto(path);
  await expect(customer.status).toContainText("Confirmed");
  const clerk = new Clerk(await context.newPage());
  await clerk.openOrder(number);
  await clerk.action("Ship").click();
  await clerk.dialog.getByRole("button", { name: "Take all out" }).click();
  await expect(clerk.dialog).toContainText("Nothing is chosen yet.");
  await clerk.dialog.getByRole("button", { name: "One more of Concrete Weather" }).click();
  await clerk.dialog.getByLabel("Carrier").selectOption("DHL");
  await clerk.dialog.getByLabel("Tracking number").fill("JD0142");
  await expect(clerk.dialog).toContainText(/Mark 1 × “Concrete Weather” as shipped with DHL, number JD0142/);
  await clerk.dialog.getByRole("button", { name: "Mark as shipped" }).dblclick();
  await expect(clerk.dialog).toHaveCount(0);
  await expect(clerk.page.getByText("Partly shipped")).toBeVisible();

  await expect(customer.status).toContainText("Partly on its way");
  const link = page.getByRole("link", { name: "Track it with DHL" });
  await expect(link).toHaveAttribute("href", /^https:\/\/www\.dhl\.com\/.*JD0142$/);
  await expect(link).toHaveAttribute("rel", "noreferrer");
  await expect(page.getByText("Still to come")).toBeVisible();
  await expect(async () => {
    expect(await shipmentMails(shop, number)).toEqual([
      expect.stringMatching(/A part of your order.*JD0142/s),
    ]);
  }).toPass();

  // The rest by keyboard alone; the carrier of the shipment before is chosen already.
  await clerk.action("Ship").press("Enter");
  await clerk.page.keyboard.type("JD0143");
  await clerk.page.keyboard.press("Enter");
  await expect(clerk.dialog).toHaveCount(0);
  await clerk.shipment("JD0143").getByRole("button", { name: "Correct" }).click();
  await clerk.dialog.getByLabel("Tracking number").fill("JD0144");
  await clerk.dialog.getByRole("button", { name: "Correct it" }).click();
  for (const shipment of ["JD0142", "JD0144"]) {
    await clerk.shipment(shipment).getByRole("button", { name: "Mark delivered" }).click();
    await clerk.dialog.getByRole("button", { name: "Mark as delivered" }).click();
    await expect(clerk.dialog).toHaveCount(0);
  }
  await expect(clerk.page.getByText("The order is completed.")).toBeVisible();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))); // the customer looks again
  await expect(customer.status).toContainText("Completed");
  await expect(page.getByText(/^Delivered /)).toHaveCount(2);

  await expect(clerk.action("Cancel order")).toHaveAccessibleDescription(/Shipments have left/);
  expect(await refusalOfCancelling(clerk, shop, number)).toBe("ORDER_HAS_SHIPPED");
  expect(await auditOf(shop, number)).toEqual(
    ["order.ship", "order.ship", "order.correct_shipment", "order.deliver", "order.deliver"].map(byOwner),
  );
  await expect(async () => {
    expect(await shipmentMails(shop, number)).toHaveLength(5);
  }).toPass();
});

/** Asks the server to cancel as a page would that does not know better, and answers its refusal. */
async function refusalOfCancelling(clerk: Clerk, shop: ShopProcess, number: string): Promise<string> {
  const [order] = await shop.sql<{ id: string }>('select id from "order" where number = $1', [idOf(number)]);
  return clerk.page.evaluate(async (orderId) => {
    const response = await fetch("/trpc/orders.cancel", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ orderId, requestId: orderId, note: "" }),
    });
    const { error } = (await response.json()) as { error: { data: { refusal: { code: string } } } };
    return error.data.refusal.code;
  }, order?.id);
}

test("an order that is not paid yet is cancelled: its payment ends at Stripe, and its goods are free", async ({
  page,
  context,
  shop,
}) => {
  const customer = await new CustomerByApi(shop).readyToPay("signal-path");
  expect(await customer.pay("pm_card_threeDSecure2Required")).toMatchObject({ status: "requires_action" });
  const { paymentIntentId, clientSecret } = customer.payment;
  // The browser comes back too early: the bank has not been answered.
  const address = { payment_intent: paymentIntentId, payment_intent_client_secret: clientSecret };
  await page.goto(`/payment/success?${new URLSearchParams(address)}`);
  await expect(page.getByText("Confirming your payment")).toBeVisible();
  const number = await new Customer(page).orderNumber();

  const clerk = new Clerk(await context.newPage());
  await clerk.openOrder(number);
  await expect(clerk.action("Ship")).toHaveAccessibleDescription(/Nothing ships before the payment/);
  await clerk.action("Cancel order").click();
  await expect(clerk.dialog).toContainText("Cancel the payment at Stripe");
  await clerk.dialog.getByRole("button", { name: "Cancel the order" }).click();
  await expect(clerk.dialog).toHaveCount(0);
  await expect(new Customer(page).status).toContainText("Cancelled");

  const intent = await fetch(`${shop.stripeUrl}/v1/payment_intents/${paymentIntentId}`, {
    headers: { authorization: "Bearer sk_test_sandbox" },
  });
  expect(await intent.json()).toMatchObject({ status: "canceled", amount_received: 0 });
  const reservations = await shop.sql(
    "select r.state from reservation r join payment_session s using (checkout_id) where s.stripe_id = $1",
    [paymentIntentId],
  );
  expect(reservations).toEqual([{ state: "released" }]);
  expect(await auditOf(shop, number)).toEqual([byOwner("order.cancel")]);
});
