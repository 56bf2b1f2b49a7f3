import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Customer, openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

type Bag = Record<string, unknown>;

const standard = { id: "standard", displayName: "Standard", amount: 500 };
const rates = [standard, { id: "express", displayName: "Express", amount: 1500 }];
const shipped = {
  ...{ emailRequired: true, phoneNumberRequired: true, billingAddressRequired: true },
  ...{ shippingAddressRequired: true, allowedShippingCountries: ["AT", "DE", "GB", "US"] },
  shippingRates: rates,
};

/** A page where only wallets pay: its script says what it does on each event. */
async function openExpress(
  handlers: string,
  { options = {}, amount = 2500 }: { options?: Bag; amount?: number } = {},
) {
  const customer = await shop.visit({ bare: true });
  const { page } = customer;
  await page.evaluate(`(async () => {
    const shop = { heard: [], events: {} };
    Object.assign(window, { shop });
    const loaded = await stripe;
    const elements = loaded.elements({ mode: "payment", amount: ${amount}, currency: "usd" });
    const element = elements.create("expressCheckout", ${JSON.stringify(options)});
    const handlers = (${handlers})({ stripe: loaded, elements, shop });
    for (const type of ["ready", "loaderror", "cancel", "click", "shippingaddresschange", "shippingratechange", "confirm"])
      if (handlers[type] || ["ready", "loaderror", "cancel"].includes(type))
        element.on(type, (event) => {
          shop.heard.push(type);
          shop.events[type] = JSON.parse(JSON.stringify(event));
          handlers[type]?.(event);
        });
    element.mount(document.body.appendChild(document.createElement("div")));
    Object.assign(window, { element, elements });
  })()`);
  const buttons = page.frameLocator('iframe[title="Secure express checkout frame"]');
  const sheet = page.frameLocator('iframe[title="Sandbox Pay"]');
  return {
    customer,
    button: buttons.getByRole("button", { name: /Google Pay/ }),
    sheet,
    pay: sheet.getByRole("button", { name: /^Pay / }),
    problem: sheet.getByRole("alert"),
    heard: () => page.evaluate("shop.heard") as Promise<string[]>,
    event: (type: string) => page.evaluate(`shop.events["${type}"]`) as Promise<Bag>,
    result: () => eventually(customer, "shop.result"),
    [Symbol.asyncDispose]: () => customer[Symbol.asyncDispose](),
  };
}

/** What an expression is in the page, as soon as it is something. */
async function eventually(customer: Customer, expression: string): Promise<Bag> {
  const value = () => customer.page.evaluate(`(${expression}) ?? null`) as Promise<Bag | null>;
  await expect.poll(value, { timeout: 10_000 }).not.toBeNull();
  return (await value()) ?? {};
}

/** Makes the payment when the customer has pressed Pay, as a shop's server does. */
async function confirming(customer: Customer, params: Bag = {}): Promise<void> {
  await customer.page.exposeFunction("makePayment", () => shop.newPayment({ amount: 2500, ...params }));
}

const confirm = `async (event) => {
  await elements.submit();
  const { client_secret: clientSecret } = await makePayment();
  const confirmParams = { return_url: location.origin + "/thanks" };
  shop.result = await stripe.confirmPayment({ elements, clientSecret, confirmParams, redirect: "if_required" });
}`;

const priced = `(event) => event.resolve()`;

test("the shop prices address and rate, and the wallet pays what the sheet shows", async () => {
  await using express = await openExpress(
    `({ elements, shop, stripe }) => ({
      click: (event) => event.resolve({ lineItems: [{ name: "Record", amount: 2000 }, { name: "Shipping", amount: 500 }] }),
      shippingaddresschange: (event) => event.resolve(),
      async shippingratechange(event) {
        await elements.update({ amount: 2000 + event.shippingRate.amount });
        event.resolve({ lineItems: [{ name: "Record", amount: 2000 }, { name: "Shipping", amount: event.shippingRate.amount }] });
      },
      confirm: ${confirm},
    })`,
    { options: shipped },
  );
  await confirming(express.customer, { amount: 3500 });
  await express.button.click();
  await express.sheet.getByRole("button", { name: "Pay $25.00" }).waitFor();
  await express.sheet.getByLabel("Ship to").selectOption({ label: "Robin Sample, London, GB" });
  await express.sheet.getByLabel(/^Express/).check();
  await express.sheet.getByRole("button", { name: "Pay $35.00" }).click();
  const { paymentIntent } = (await express.result()) as { paymentIntent: Bag };
  expect(paymentIntent).toMatchObject({ status: "succeeded", amount: 3500 });

  // Until the customer pays, the shop knows enough of the address for a price, and no more.
  expect(await express.event("shippingaddresschange")).toEqual({
    elementType: "expressCheckout",
    name: "Robin Sample",
    address: { city: "London", state: "", postal_code: "SW1A", country: "GB" },
  });
  expect(await express.event("confirm")).toMatchObject({
    expressPaymentType: "google_pay",
    billingDetails: { name: "Robin Sample", email: "robin@example.com", phone: "+44 20 7946 0000" },
    shippingAddress: { name: "Robin Sample", address: { line1: "2 Sample Lane", postal_code: "SW1A 1AA" } },
    shippingRate: { id: "express", amount: 1500 },
  });
  const paid = await shop.payment(String(paymentIntent.id));
  expect(paid).toMatchObject({ shipping: { name: "Robin Sample", address: { line1: "2 Sample Lane" } } });
  const wallet = { type: "google_pay", google_pay: {} };
  expect(await shop.read(`payment_methods/${paid.payment_method}`)).toMatchObject({
    type: "card",
    card: { last4: "4242", wallet },
    billing_details: { email: "robin@example.com", address: { country: "GB" } },
  });
  expect(await shop.read(`charges/${paid.latest_charge}`)).toMatchObject({
    payment_method_details: { card: { last4: "4242", wallet } },
  });
  await express.sheet.getByRole("heading").waitFor({ state: "detached" });
  expect(express.customer.problems).toEqual([]);
});

test("an address that the shop rejects can't be paid to, and another one can", async () => {
  await using express = await openExpress(
    `({ elements, shop, stripe }) => ({
      click: ${priced},
      shippingaddresschange: (event) => event.address.country === "AT" ? event.reject() : event.resolve(),
      confirm: ${confirm},
    })`,
    { options: shipped },
  );
  await confirming(express.customer);
  await express.button.click();
  await express.problem.filter({ hasText: "does not deliver to this address" }).waitFor();
  expect(await express.pay.isDisabled()).toBe(true);
  const choice = express.sheet.getByLabel("Ship to");
  expect(await choice.getByRole("option", { name: /^Kim Placeholder/ }).isDisabled()).toBe(true);
  await choice.selectOption({ label: "Toni Muster, Berlin, DE" });
  await express.pay.click();
  expect(await express.result()).toMatchObject({ paymentIntent: { status: "succeeded" } });
});

test("paymentFailed says why in the sheet, nothing is charged, and Cancel leaves it", async () => {
  await using express = await openExpress(
    `() => ({ click: ${priced}, confirm: (event) => event.paymentFailed({ reason: "fail", message: "The price has changed." }) })`,
  );
  await express.button.click();
  await express.pay.click();
  await express.problem.filter({ hasText: "The price has changed." }).waitFor();
  const cancel = express.customer.page.getByRole("button", { name: "Cancel" });
  await cancel.click();
  await express.sheet.getByRole("heading").waitFor({ state: "detached" });
  expect(await express.heard()).toEqual(["ready", "click", "confirm", "cancel"]);
});

test("a declined card comes back to the shop in the bank's words, with the sheet closed", async () => {
  await using express = await openExpress(
    `({ elements, shop, stripe }) => ({ click: ${priced}, confirm: ${confirm} })`,
  );
  await confirming(express.customer);
  await express.button.click();
  await express.sheet.getByLabel("Pay with").selectOption({ label: "Visa •••• 0002 (the bank declines)" });
  await express.pay.click();
  expect(await express.result()).toMatchObject({ error: { type: "card_error", code: "card_declined" } });
  await express.sheet.getByRole("heading").waitFor({ state: "detached" });
});

test("the bank asks over the page, once the sheet has closed", async () => {
  await using express = await openExpress(
    `({ elements, shop, stripe }) => ({ click: ${priced}, confirm: ${confirm} })`,
  );
  await confirming(express.customer);
  await express.button.click();
  await express.sheet.getByLabel("Pay with").selectOption({ label: "Visa •••• 3220 (asks for 3-D Secure)" });
  await express.pay.click();
  await express.customer.bank.getByRole("button", { name: "Complete authentication" }).click();
  expect(await express.result()).toMatchObject({ paymentIntent: { status: "succeeded" } });
});

test("a sum that the sheet has not shown is not charged", async () => {
  await using express = await openExpress(
    `({ elements, shop, stripe }) => ({ click: ${priced}, confirm: ${confirm} })`,
  );
  await confirming(express.customer, { amount: 2600 });
  await express.button.click();
  await express.pay.click();
  const { error } = (await express.result()) as { error: Bag };
  expect(error.message).toContain("(2600 usd) are not those of Elements (2500 usd)");
});

test("an address on the payment from the server, and another from the wallet: Stripe refuses", async () => {
  await using express = await openExpress(
    `({ elements, shop, stripe }) => ({ click: ${priced}, confirm: ${confirm} })`,
    { options: shipped },
  );
  await confirming(express.customer, { "shipping[name]": "Ada", "shipping[address][line1]": "1 Long Road" });
  await express.button.click();
  await express.pay.click();
  expect(await express.result()).toMatchObject({ error: { code: "payment_intent_invalid_parameter" } });
});

test("a token of what the wallet holds is made once", async () => {
  await using express = await openExpress(
    `({ elements, shop, stripe }) => ({
      click: ${priced},
      async confirm() {
        await elements.submit();
        shop.result = await stripe.createConfirmationToken({ elements });
        const confirmParams = { return_url: location.origin };
        shop.again = await stripe.confirmPayment({ elements, clientSecret: "pi_1_secret_2", confirmParams }).catch(String);
      },
    })`,
  );
  await express.button.click();
  await express.pay.click();
  expect(await express.result()).toMatchObject({
    confirmationToken: { payment_method_preview: { card: { wallet: { type: "google_pay" } } } },
  });
  const again = await eventually(express.customer, "shop.again");
  expect(again).toContain('stripe.confirmPayment() was not called within the "confirm" event');
});

describe("what is offered", () => {
  test("without a wallet in the browser, nothing, and without height", async () => {
    await using customer = await shop.visit({ express: true });
    await customer.page.addInitScript("delete window.PaymentRequest");
    await customer.page.reload();
    await customer.field("Card number").waitFor();
    const ready = "events.find(({ name }) => name === 'express')";
    await eventually(customer, `${ready} && {}`);
    expect(await customer.page.evaluate(`${ready}.event.availablePaymentMethods === undefined`)).toBe(true);
    const frame = customer.page.locator('iframe[title="Secure express checkout frame"]');
    expect((await frame.boundingBox())?.height).toBe(0);
  });

  test("Apple Pay where the browser has it, in the shop's order, through react-stripe-js", async () => {
    await using customer = await shop.visit({
      express: { paymentMethodOrder: ["googlePay"], buttonHeight: 48 },
    });
    await customer.page.addInitScript("window.ApplePaySession = class {}");
    await customer.page.reload();
    const buttons = customer.page
      .frameLocator('iframe[title="Secure express checkout frame"]')
      .getByRole("button");
    await buttons.first().waitFor();
    expect(await buttons.allTextContents()).toEqual(["Sandbox Payas Google Pay", "Sandbox Payas Apple Pay"]);
    const ready = "events.find(({ name }) => name === 'express').event.availablePaymentMethods";
    expect(await customer.page.evaluate(ready)).toMatchObject({
      applePay: true,
      googlePay: true,
      link: false,
    });
    expect(customer.problems).toEqual([]);
  });

  test("the card's fields do not mind a wallet that pays in their group", async () => {
    await using customer = await shop.visit({ express: true, redirect: "if_required" });
    await customer.page
      .frameLocator('iframe[title="Secure express checkout frame"]')
      .getByRole("button")
      .click();
    const sheet = customer.page.frameLocator('iframe[title="Sandbox Pay"]');
    await sheet.getByRole("button", { name: "Pay $20.00" }).click();
    await customer.isTold("Paid: succeeded");
    expect(await shop.payment(customer.paymentId)).toMatchObject({ status: "succeeded" });
    expect(customer.problems).toEqual([]);
  });
});

describe("integration mistakes are told in clear words, and open no sheet", () => {
  test.each([
    [{ lineItems: [{ amount: 1 }] }, "lineItems.0.name should be a string"],
    [
      { lineItems: [{ name: "Record", amount: 2600 }] },
      "The amount 2500 is less than the total amount of the line items",
    ],
    [{ shippingAddressRequired: true }, "you must specify `shippingRates`"],
    [
      { shippingRates: Array.from({ length: 10 }, (_, index) => ({ ...standard, id: String(index) })) },
      "shippingRates should be an array of size less than 10",
    ],
    [
      { shippingRates: [{ ...standard, amount: -1 }] },
      "shippingRates.0.amount should be a non-negative integer",
    ],
    [{ allowedShippingCountries: ["Austria"] }, "two-letter country codes"],
  ])("%j", async (details, message) => {
    await using express = await openExpress(
      `({ shop }) => ({ click(event) { try { event.resolve(${JSON.stringify(details)}); } catch (error) { shop.result = { said: String(error) }; } } })`,
    );
    await express.button.click();
    expect(String((await express.result()).said)).toContain(message);
    expect(await express.customer.page.locator('iframe[title="Sandbox Pay"]').count()).toBe(0);
  });

  test("a click that the shop rejects opens no sheet", async () => {
    await using express = await openExpress(
      `({ shop }) => ({ click(event) { event.reject(); shop.result = {}; } })`,
    );
    await express.button.click();
    await express.result();
    expect(await express.customer.page.locator('iframe[title="Sandbox Pay"]').count()).toBe(0);
  });
});
