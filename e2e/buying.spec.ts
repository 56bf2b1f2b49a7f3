import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { Customer, cards, expect, test } from "./fixtures.ts";
import { putOnSale } from "./goods.ts";

test("a customer buys a record, sees the order at once, and it becomes final without a touch", async ({
  customer,
  page,
  shop,
}) => {
  await customer.readyToPay("low-tide-machine");
  await shop.outside.fault({
    kind: "api",
    action: "latency",
    when: "before",
    method: "GET",
    path: "/v1/payment_intents",
    latencyMs: 700,
  });
  await expect(page.getByRole("timer")).toContainText(/Reserved for you until .*\d\d:\d\d, 1[45] min left/);
  const placing = page.waitForRequest((request) => request.url().includes("/trpc/orders.place"));
  await customer.payButton.click();
  // The server's spans of it are part of the checkout's trace.
  const [checkout] = await shop.sql<{ id: string }>(
    "select id from checkout order by created_at desc limit 1",
  );
  const traceparent = (await placing).headers().traceparent;
  expect(traceparent).toMatch(new RegExp(`^00-${checkout?.id.replaceAll("-", "")}-[\\da-f]{16}-01$`));

  await expect(page).toHaveURL(/\/payment\/success\?payment_intent=pi_/);
  await expect(customer.status).toContainText("Confirming your payment");
  await expect(page.getByText("Low Tide Machine").first()).toBeVisible();
  await expect(page.getByText("€31.90").first()).toBeVisible(); // 26.00 + 5.90
  let reloads = 0;
  page.on("framenavigated", (frame) => (reloads += frame === page.mainFrame() ? 1 : 0));
  await expect(customer.status).toContainText("Confirmed");
  expect(reloads).toBe(0);
  expect(page.url()).not.toContain("secret");
  await expect(page.getByRole("link", { name: "Cart", exact: true })).toBeVisible(); // empty again

  const number = await customer.orderNumber();
  await page.getByRole("link", { name: "a page of its own" }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]+\.[\w-]+$/);
  await page.reload();
  await expect(page.getByText(number).first()).toBeVisible();
  await expect(page.getByText("Confirmed, the order is final")).toBeVisible();

  const question = page.getByRole("region", { name: "Did paying go well?" });
  const yes = question.getByRole("button", { name: "Yes", exact: true });
  const no = question.getByRole("button", { name: "No", exact: true });
  await no.dblclick();
  await expect(question.getByRole("status")).toHaveText("Thank you for telling us. We are sorry.");
  await question.getByLabel("What went wrong?").fill("The page stood still");
  await question.getByRole("button", { name: "Send" }).click();
  await expect(question.getByRole("status")).toContainText("Your words are with us");
  await expectAccessible(page);
  await page.reload();
  await expect(question.getByLabel("What went wrong?")).toHaveValue("The page stood still");
  await yes.focus();
  await page.keyboard.press("Enter");
  await expect(question.getByRole("status")).toHaveText("Thank you.");
  await expect(yes).toHaveAttribute("aria-pressed", "true");
  await expect(no).toHaveAttribute("aria-pressed", "false");

  const [mail] = await shop.sql<{ subject: string; state: string }>(
    "select subject, state from mail order by created_at desc limit 1",
  );
  expect(mail?.subject).toBe(`Your order ${number} is confirmed`);
  await page.goto("/dev/mail");
  await expect(page.getByRole("link", { name: `Your order ${number} is confirmed` })).toBeVisible();
});

test("a declined card costs nothing, keeps the items held, and the next card buys them", async ({
  customer,
  page,
  shop,
}) => {
  await customer.readyToPay("concrete-weather", cards.declined);
  await customer.payButton.click();
  await expect(
    page.getByText("Your bank declined this card. Nothing was charged. Try another card."),
  ).toBeVisible();
  const [held] = await shop.sql<{ reserved: number }>(
    "select reserved from stock_level s join variant v on v.id = s.variant_id where v.sku = 'CONCRETE-WEATHER-1'",
  );
  expect(held?.reserved).toBeGreaterThanOrEqual(1);

  await customer.fillCard(cards.noMoney);
  await customer.payButton.click();
  await expect(page.getByText("There is not enough money on this card.")).toBeVisible();
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});

test("3-D Secure passed buys", async ({ customer }) => {
  await customer.readyToPay("record-bag", cards.asksBank);
  await customer.payButton.click();
  await customer.answerBank("Complete authentication");
  await expect(customer.status).toContainText("Confirmed");
});

test("3-D Secure refused costs nothing, and the customer can try again", async ({ customer, page }) => {
  await customer.readyToPay("record-bag", cards.asksBank);
  await customer.payButton.click();
  await customer.answerBank("Fail authentication");
  await expect(page.getByText(/Nothing was charged/)).toBeVisible();
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});

test("a double click on Pay charges once", async ({ customer, page, shop }) => {
  await customer.readyToPay("signal-path");
  await customer.payButton.dblclick();
  await expect(customer.status).toContainText("Confirmed");
  const intent = new URL(page.url()).searchParams.get("payment_intent");
  const response = await fetch(`${shop.stripeUrl}/v1/charges?payment_intent=${intent}`, {
    headers: { authorization: "Bearer sk_test_sandbox" },
  });
  const charges = (await response.json()) as { data: unknown[] };
  expect(charges.data).toHaveLength(1);
});

test("a reload in the middle keeps the cart, the reservation and what was typed", async ({
  customer,
  page,
}) => {
  await customer.readyToPay("signal-path");
  const held = await page.getByRole("timer").textContent();
  await page.reload();
  await expect(page.getByLabel("E-mail")).toHaveValue("customer@example.com");
  await expect(page.getByLabel("Street and number")).toHaveValue("1 Long Road");
  await expect(page.getByRole("timer")).toContainText((held ?? "").split(",")[0] ?? "");
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});

/** Expects that nothing on the page speaks of what was in the cart, or offers to pay it. */
async function expectEmptyCart(page: Page): Promise<void> {
  await expect(page.getByText("Your cart is empty")).toBeVisible();
  await expect(page.getByRole("link", { name: "Cart", exact: true })).toBeVisible(); // without a number
  await expect(page.getByRole("link", { name: "Checkout" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Pay/ })).toHaveCount(0);
}

test("the back button after paying shows an empty cart, and the checkout leads to the order, not to a second payment", async ({
  customer,
  page,
}) => {
  await customer.putIntoCart("signal-path");
  await page.getByRole("link", { name: /^Cart \d/ }).click();
  await page.getByRole("link", { name: "Checkout" }).click();
  await expect(customer.payButton).toBeVisible();
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await page.goBack();
  await expect(page).toHaveURL(/\/cart$/);
  await expectEmptyCart(page);
  await page.goto("/checkout");
  await expect(page.getByText("This is ordered")).toBeVisible();
  await page.getByRole("link", { name: "See your order" }).click();
  await expect(customer.status).toContainText("Confirmed");
});

test("a cart that the browser has kept as it was, and shows again with Back, is empty after paying", async ({
  customer,
  context,
}) => {
  await customer.putIntoCart("signal-path");
  const kept = await context.newPage();
  await kept.goto("/cart");
  await expect(kept.getByRole("link", { name: "Checkout" })).toBeVisible();
  await customer.goToCheckout();
  await customer.fillDetails();
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  await expect(kept.getByRole("link", { name: "Checkout" })).toBeVisible();
  // Chromium keeps no page while it is driven from outside: this is what a page hears that it has kept.
  await kept.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await expectEmptyCart(kept);
});

test("two tabs: what one pays, the other can't pay again", async ({ customer, page, context }) => {
  await customer.readyToPay("night-bus-to-the-sea");
  const second = new Customer(await context.newPage());
  await second.goToCheckout();
  await second.fillDetails();
  await second.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");

  await second.page.bringToFront();
  const stop = second.page.getByText("This is ordered");
  await expect(async () => {
    if (await second.payButton.isVisible()) await second.payButton.click();
    await expect(stop).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expectAccessible(second.page);
  await expect(page.getByText("Confirmed").first()).toBeVisible();
});

test("sold out meanwhile: the checkout names the record and offers a way on", async ({
  customer,
  page,
  browser,
  shop,
}) => {
  await putOnSale(shop, { slug: "two-copies", title: "Two Copies", onHand: 2 });
  await customer.putIntoCart("two-copies");
  const other = await browser.newContext({ baseURL: shop.url });
  const otherCustomer = new Customer(await other.newPage());
  await otherCustomer.putIntoCart("two-copies");
  await otherCustomer.page.goto("/cart");
  await otherCustomer.page.getByRole("button", { name: /one more/ }).click();
  await expect(otherCustomer.page.getByRole("link", { name: "Cart 2 items" })).toBeVisible();
  await otherCustomer.goToCheckout(); // reserves both copies

  await page.goto("/checkout");
  await expect(
    page.getByText(/^Others have reserved the last of Two Copies\. .* free again from \d\d:\d\d\.$/),
  ).toBeVisible();
  await other.close();
});

test("a reservation that ends is given back, costs nothing, and can be taken again", async ({
  customer,
  page,
  shop,
}) => {
  await customer.readyToPay("the-long-groove", cards.good, "2 × marble vinyl");
  await shop.sql(
    "update checkout set expires_at = now() - interval '1 second' where state in ('open', 'paying')",
  );
  const { code, output } = await shop.command("cleanup-reservations");
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ failed: 0 });
  await customer.payButton.click();
  await expect(page.getByText("The reservation has ended")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Reserve the items again" }).click();
  // A new payment has card fields of its own: until it is there, those on screen are of the one before.
  await expect(page.getByText("The reservation has ended")).toHaveCount(0);
  await customer.fillCard(cards.good);
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
});

test("the network goes while paying: nothing is lost and the customer can go on", async ({
  customer,
  page,
  context,
}) => {
  await customer.readyToPay("signal-path");
  await context.setOffline(true);
  await customer.payButton.click();
  await expect(page.getByText(/can't reach|offline/i).first()).toBeVisible();
  await context.setOffline(false);
  // The press goes through by itself if the network is back in time; otherwise the form is there, filled in as before.
  const again = page.getByRole("button", { name: /Try again/ });
  await expect(async () => {
    if (await again.isVisible()) await again.click();
    await expect(customer.payButton.or(customer.status)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  if (await customer.payButton.isVisible()) {
    await expect(page.getByLabel("E-mail")).toHaveValue("customer@example.com");
    await customer.fillCard(cards.good);
    await customer.payButton.click();
  }
  await expect(customer.status).toContainText("Confirmed");
});

test("a foreign payment intent shows nothing of its order", async ({ customer, page, browser, shop }) => {
  await customer.readyToPay("signal-path");
  await customer.payButton.click();
  await expect(customer.status).toContainText("Confirmed");
  const number = await customer.orderNumber();

  const otherCustomer = await (await browser.newContext({ baseURL: shop.url })).newPage();
  for (const suffix of ["", "&payment_intent_client_secret=guess"]) {
    await otherCustomer.goto(new URL(page.url()).pathname + new URL(page.url()).search + suffix);
    await expect(otherCustomer.getByText("This page can't show an order")).toBeVisible();
    await expect(otherCustomer.getByText(number)).toHaveCount(0);
    await expect(otherCustomer.getByText("customer@example.com")).toHaveCount(0);
  }
  await otherCustomer.context().close();
});

test("the reservation counts down, turns urgent, and can be made longer with one press", async ({
  customer,
  page,
}) => {
  await page.clock.install();
  await customer.putIntoCart("signal-path");
  // Every answer of the shop brings its time along: the last one before this page's clock is moved.
  const quoted = page.waitForResponse(/\/trpc\/checkout\.quote/);
  await customer.goToCheckout();
  await quoted;
  await expect(page.getByRole("timer")).toContainText(/1[45] min left/);
  await page.clock.fastForward("13:30");
  await expect(page.getByRole("timer")).toContainText(/1:\d\d left/);
  await page.getByRole("button", { name: "Extend the reservation" }).click();
  await expect(page.getByRole("button", { name: "Extend the reservation" })).toHaveCount(0);
});
