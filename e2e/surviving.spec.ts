import { Clerk } from "./clerk.ts";
import { Customer, cards, expect, test } from "./fixtures.ts";

test("the webhook is lost: the success page's own sync confirms the order", async ({ customer, shop }) => {
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  await customer.readyToPay("signal-path");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});

test("webhook late and doubled: one order, one sale, one mail", async ({ customer, page, shop }) => {
  await shop.outside.fault({ kind: "webhook", action: "duplicate" });
  await shop.outside.fault({ kind: "webhook", action: "delay", delayMs: 3_600_000 });
  await customer.readyToPay("signal-path");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  const intent = new URL(page.url()).searchParams.get("payment_intent");
  await shop.outside.flushDeliveries();
  await expect(async () => {
    const events = await shop.sql<{ state: string }>("select state from webhook_event where object_id = $1", [
      intent,
    ]);
    expect(events.length).toBeGreaterThan(0);
    expect(events.every(({ state }) => state === "processed")).toBe(true);
  }).toPass();
  const [order] = await shop.sql<{ mails: string; confirmations: string }>(
    `select (select count(*) from mail where order_id = o.id) as mails,
            (select count(*) from order_event where order_id = o.id and kind = 'confirmed') as confirmations
     from "order" o where payment_intent_id = $1`,
    [intent],
  );
  expect(order).toEqual({ mails: "1", confirmations: "1" });
});

test("browser closed right after paying, webhook lost: `pnpm sync-orders` makes the order", async ({
  browser,
  shop,
}) => {
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  const context = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const gone = new Customer(await context.newPage());
  // The browser ends just when Stripe has confirmed: our server never hears of it.
  await context.route("**/trpc/orders.place**", () => {});
  await gone.readyToPay("low-tide-machine", cards.good, "Clear vinyl");
  await gone.payButton.click();
  await gone.page.waitForURL(/payment\/success/);
  const intent = new URL(gone.page.url()).searchParams.get("payment_intent");
  await context.close();
  expect(await shop.sql('select from "order" where payment_intent_id = $1', [intent])).toEqual([]);

  const { code, output } = await shop.command("sync-orders");
  expect([code, JSON.parse(output)]).toEqual([
    0,
    { synced: expect.any(Number), failed: 0, skipped: expect.any(Number) },
  ]);
  const [order] = await shop.sql<{ state: string }>(
    'select state from "order" where payment_intent_id = $1',
    [intent],
  );
  expect(order?.state).toBe("confirmed");
  await shop.outside.noFaults();
});

test("server killed with -9 between payment and confirmation: started again, the open page confirms by itself", async ({
  customer,
  page,
  shop,
}) => {
  await customer.readyToPay("signal-path");
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  // A request to Stripe about this payment hangs: the server is killed in the middle of its sync.
  await shop.outside.fault({
    kind: "api",
    action: "latency",
    when: "before",
    method: "GET",
    path: "/v1/payment_intents",
    latencyMs: 60_000,
  });
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirming your payment");

  await shop.outside.noFaults(); // the request that is under way still hangs
  await shop.killAndRestart();
  await expect(customer.status).toContainText("Confirmed");
  const intent = new URL(page.url()).searchParams.get("payment_intent");
  const [order] = await shop.sql<{ mails: string }>(
    'select (select count(*) from mail where order_id = o.id) as mails from "order" o where payment_intent_id = $1',
    [intent],
  );
  expect(order).toEqual({ mails: "1" });
});

test("the shop is away when a paid customer's page opens: the order appears by itself once it is back", async ({
  customer,
  page,
}) => {
  const notYet = page.getByRole("heading", { name: "Your order is not shown yet" });
  const orderReads = /\/trpc\/[^?]*orders\.byToken/; // alone or in a batch
  await page.route("**/trpc/orders.place**", (route) => route.abort());
  await customer.readyToPay("signal-path");
  await customer.payButton.click();
  await expect(notYet).toBeVisible();
  await expect(page.getByText("your payment and your order are safe")).toBeVisible();
  await page.unroute("**/trpc/orders.place**");
  await expect(customer.status).toContainText("Confirmed");

  // The order's own page, by its link: a proxy answers for a shop that is restarting.
  const link = await page.getByRole("link", { name: "a page of its own" }).getAttribute("href");
  await page.route(orderReads, (route) => route.fulfill({ status: 502, body: "Bad Gateway" }));
  await page.goto(link ?? "");
  await expect(notYet).toBeVisible();
  await page.unroute(orderReads);
  await expect(customer.status).toContainText("Confirmed");
});

test("Stripe is away: goods are reserved all the same, Pay says so at once, Home says so first, and the next press pays", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  await shop.outside.fault({ kind: "api", action: "cut", path: "/v1" });
  await customer.readyToPay("signal-path");
  await customer.payButton.click();
  await expect(
    page.getByText("The payment service can't be reached just now. Nothing was charged"),
  ).toBeVisible();

  const office = await browser.newContext({ baseURL: shop.url, locale: "en-IE" });
  const clerk = new Clerk(await office.newPage());
  await clerk.open();
  const attention = clerk.page.getByRole("region", { name: "What needs attention" });
  await expect(attention.getByRole("link").first()).toHaveText(
    /^Nobody can pay: Stripe does not answer since \d\d:\d\d$/,
  );

  await shop.outside.noFaults();
  // For some seconds the shop lets Stripe rest before it asks again.
  await expect(async () => {
    if (await customer.payButton.isVisible()) await customer.payButton.click();
    await expect(customer.status).toContainText("Confirmed", { timeout: 5_000 });
  }).toPass();
  await clerk.page.reload();
  await expect(attention).not.toContainText("Nobody can pay");
  await office.close();
});

test("the payment service does not take an e-mail address: it is said at the field, and the next press pays", async ({
  customer,
  page,
  shop,
}) => {
  await customer.readyToPay("signal-path");
  await shop.outside.fault({
    kind: "api",
    action: "error",
    status: 400,
    code: "email_invalid",
    param: "payment_method_data[billing_details][email]",
    path: "/v1/payment_intents/*/confirm",
    times: 1,
  });
  await customer.payButton.click();
  const email = page.getByLabel("E-mail");
  await expect(email).toBeFocused();
  await expect(email).toHaveAccessibleDescription(/does not take this e-mail address/);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});

test("no live updates to be had: the page asks by itself for a while, and the order is confirmed", async ({
  customer,
  page,
}) => {
  await page.route("**/trpc/orders.watch**", (route) => route.abort());
  await customer.readyToPay("signal-path");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});

test("no live updates and no word from the bank: after half a minute the page says honestly what will happen", async ({
  customer,
  page,
  shop,
}) => {
  await customer.readyToPay("signal-path");
  await page.route("**/trpc/orders.watch**", (route) => route.abort());
  await shop.outside.fault({ kind: "webhook", action: "lose" });
  await shop.outside.fault({
    kind: "api",
    action: "error",
    when: "before",
    method: "GET",
    path: "/v1/payment_intents",
    status: 500,
  });
  let asked = 0;
  page.on("request", (request) => (asked += request.url().includes("orders.byToken") ? 1 : 0));
  await page.clock.install();
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirming your payment");
  await expect(async () => {
    await page.clock.runFor(1_000);
    await expect(customer.status).toContainText("Still waiting for your bank", { timeout: 50 });
  }).toPass({ intervals: [0] });
  await expect(customer.status).toContainText("You don't have to stay here");
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(6);
  await shop.outside.noFaults();
});

test("after all of this the audit proves the promises on the running shop", async ({ shop }) => {
  const { code, output } = await shop.command("audit:ledger");
  expect(JSON.parse(output)).toMatchObject({ violations: [] });
  expect(code).toBe(0);
});
