import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "@playwright/test";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../src/index.ts";
import { openBrowser } from "./open-shop.ts";

type Params = Stripe.Checkout.SessionCreateParams;

let sandbox: Sandbox;
let stripe: Stripe;
let browser: Browser;
/** A shop of two pages, of which only the addresses matter. */
const shop = createServer((_req, res) => res.setHeader("content-type", "text/html").end("<h1>The shop</h1>"));
let shopUrl: string;

beforeAll(async () => {
  await new Promise<void>((listening) => shop.listen(0, "127.0.0.1", listening));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  [sandbox, browser] = await Promise.all([startSandbox(), openBrowser()]);
  const { host, port } = sandbox;
  stripe = new Stripe(sandbox.secretKey, { host, port, protocol: "http", telemetry: false });
}, 30_000);

afterAll(async () => {
  await browser.close();
  await sandbox.stop();
  shop.closeAllConnections();
  shop.close();
});

const line = (name: string, amount: number, more: object = {}, currency = "usd") => ({
  price_data: { currency, unit_amount: amount, product_data: { name } },
  quantity: 1,
  ...more,
});

const open = (more: Params = {}) =>
  stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [line("T-shirt", 2000)],
    success_url: `${shopUrl}/thanks?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${shopUrl}/cart`,
    ...more,
  });

/** A customer on the page of a session. Fails at its end if a script broke. */
async function visit(session: Stripe.Checkout.Session, size = { width: 1280, height: 800 }) {
  const page = await browser.newPage({ viewport: size, locale: "en-US" });
  page.setDefaultTimeout(60_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(String(session.url));
  return Object.assign(page, {
    [Symbol.asyncDispose]: async () => {
      await page.close();
      expect(problems).toEqual([]);
    },
  });
}

const payButton = (page: Page) => page.locator("#pay");

async function fillCard(page: Page, number: string) {
  await page.getByLabel("Card number").fill(number);
  await page.getByLabel("Expiration date").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
  await page.getByLabel("Name on card").fill("Anna Example");
}

const thanks = (page: Page) => page.waitForURL(/\/thanks\?session=cs_test_/);

test("buys with a promotion code and shipping, is declined, and pays with another card", async () => {
  const coupon = await stripe.coupons.create({ percent_off: 10 });
  await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "SUMMER" });
  const fixed = (amount: number) => ({ amount, currency: "usd" });
  const session = await open({
    line_items: [line("Parallel Lines LP", 2400, { adjustable_quantity: { enabled: true } })],
    allow_promotion_codes: true,
    automatic_tax: { enabled: true },
    phone_number_collection: { enabled: true },
    billing_address_collection: "required",
    shipping_address_collection: { allowed_countries: ["US", "CA"] },
    shipping_options: [
      { shipping_rate_data: { display_name: "Standard", fixed_amount: fixed(500) } },
      { shipping_rate_data: { display_name: "Express", fixed_amount: fixed(1500) } },
    ],
  });
  await using page = await visit(session);
  const total = (amount: string) => page.getByRole("button", { name: `Pay ${amount}` }).waitFor();
  await total("$29.00");

  // Every field that is needed says so, and the first one is where the customer goes on.
  await payButton(page).click();
  await page.getByText("Your email is incomplete.").waitFor();
  await page.getByText("Your card number is incomplete.").waitFor();
  expect(await page.evaluate("document.activeElement.id")).toBe("email");

  await page.getByRole("button", { name: /^One more: Parallel/ }).click();
  await total("$53.00");
  await page.getByLabel("Promotion code").fill("winter");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("This promotion code is invalid.").waitFor();
  await page.getByLabel("Promotion code").fill("summer");
  await page.keyboard.press("Enter");
  await total("$48.20");
  await page.getByLabel("Express").check();
  await total("$58.20");

  await page.getByLabel("Email").fill("anna@example.com");
  await page.getByLabel("Phone").fill("+1 512 555 0100");
  const shipping = page.getByRole("group", { name: "Shipping address" });
  await shipping.getByLabel("Full name").fill("Anna Example");
  await shipping.getByLabel("Address line 1").fill("1 Main St");
  await shipping.getByLabel("City").fill("Austin");
  await shipping.getByLabel("State").selectOption("TX");
  await shipping.getByLabel("ZIP code").fill("78701");
  await page.getByText("Enter your address").waitFor({ state: "detached" });
  const tax = (await stripe.checkout.sessions.retrieve(session.id)).total_details?.amount_tax ?? 0;
  expect(tax).toBeGreaterThan(0);
  await total(`$${((5820 + tax) / 100).toFixed(2)}`);

  await fillCard(page, "4000000000000002");
  await payButton(page).click();
  await page.getByText("Your card was declined. You have not been charged.").waitFor();
  await page.getByLabel("Card number").fill("4242424242424242");
  await payButton(page).click();
  await thanks(page);

  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
  expect(paid).toMatchObject({
    status: "complete",
    payment_status: "paid",
    amount_total: 5820 + tax,
    customer_details: { email: "anna@example.com", name: "Anna Example", address: { state: "TX" } },
    collected_information: { shipping_details: { address: { line1: "1 Main St", country: "US" } } },
    payment_intent: { amount_received: 5820 + tax },
  });
  await page.goBack();
  await page.getByRole("heading", { name: "All done here" }).waitFor();
});

test("passes 3-D Secure; a refusal leaves the order open", async () => {
  const session = await open({ customer_email: "anna@example.com" });
  await using page = await visit(session);
  const bank = page.frameLocator('iframe[title="3D Secure authentication"]');
  await fillCard(page, "4000000000003220");
  await page.getByLabel("ZIP").fill("94107");
  await payButton(page).click();
  await bank.getByText("$20.00").waitFor();
  await bank.getByRole("button", { name: "Fail authentication" }).click();
  await page.getByText("unable to authenticate").waitFor();
  await payButton(page).click();
  await bank.getByRole("button", { name: "Complete authentication" }).waitFor();
  // Whoever reloads meanwhile is asked again, and loses nothing.
  await page.reload();
  await bank.getByRole("button", { name: "Complete authentication" }).click();
  await thanks(page);
  expect((await stripe.charges.list({ payment_intent: await intentOf(session.id) })).data).toHaveLength(1);
});

test("pays by SEPA debit, in German, and the bank decides later", async () => {
  const session = await open({ line_items: [line("Schallplatte", 2000, {}, "eur")], locale: "de" });
  await using page = await visit(session, { width: 390, height: 844 });
  await page.getByLabel("E-Mail").fill("anna@example.com");
  await page.getByRole("tab", { name: "SEPA-Lastschrift" }).click();
  await page.getByLabel("IBAN").fill("AT321904300235473204");
  await page.getByLabel("Vollständiger Name").fill("Anna Example");
  await page.getByRole("button", { name: /^20,00\s€ bezahlen$/ }).click();
  await thanks(page);
  const retrieve = () => stripe.checkout.sessions.retrieve(session.id);
  expect(await retrieve()).toMatchObject({ status: "complete", payment_status: "unpaid" });
  const debit = `/payment_intents/${await intentOf(session.id)}/bank`;
  await sandbox.control("POST", debit, { outcome: "succeed" });
  expect(await retrieve()).toMatchObject({ payment_status: "paid" });
});

test("a double press and a second tab pay once", async () => {
  const session = await open({ customer_email: "anna@example.com" });
  await using first = await visit(session);
  await using second = await visit(session);
  for (const page of [first, second]) {
    await fillCard(page, "4242424242424242");
    await page.getByLabel("ZIP").fill("94107");
  }
  await payButton(first).dblclick();
  await thanks(first);
  await payButton(second).click();
  await second.getByRole("heading", { name: "All done here" }).waitFor();
  expect((await stripe.charges.list({ payment_intent: await intentOf(session.id) })).data).toHaveLength(1);
});

test("an expired page, an unknown one, and the way back to the shop", async () => {
  const session = await open();
  await using page = await visit(session);
  await page.getByRole("link", { name: /^Back to 127/ }).click();
  await page.waitForURL(`${shopUrl}/cart`);
  await page.goBack();
  await page.getByLabel("Email").fill("anna@example.com");
  await fillCard(page, "4242424242424242");
  await page.getByLabel("ZIP").fill("94107");
  await stripe.checkout.sessions.expire(session.id);
  await payButton(page).click();
  await page.getByRole("heading", { name: "timed out" }).waitFor();
  expect(await page.getByRole("link", { name: /^Return to/ }).getAttribute("href")).toBe(`${shopUrl}/cart`);
  await page.goto(`${sandbox.url}/c/pay/cs_test_none`);
  await page.getByRole("heading", { name: "no such checkout page" }).waitFor();
});

async function intentOf(id: string): Promise<string> {
  return String((await stripe.checkout.sessions.retrieve(id)).payment_intent);
}
