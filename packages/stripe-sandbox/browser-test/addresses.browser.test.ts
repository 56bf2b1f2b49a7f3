import { afterAll, beforeAll, expect, test } from "vitest";
import { type Customer, openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

const addressOf = (customer: Customer) =>
  customer.page.frameLocator('iframe[title="Secure address input frame"]');
const emailOf = (customer: Customer) =>
  customer.page.frameLocator('iframe[title="Secure email input frame"]').getByLabel("Email");
const last = async (customer: Customer, wanted: string) =>
  (await customer.events()).filter(({ name }) => name === wanted).at(-1)?.event;

test("a delivery address is asked for in the country's way, and goes along with the payment", async () => {
  await using customer = await shop.visit({
    addresses: [{ mode: "shipping", fields: { phone: "always" } }],
    redirect: "if_required",
  });
  const address = addressOf(customer);
  await address.getByLabel("Full name").fill("Ada Lovelace");
  await address.getByLabel("Country").selectOption("Germany");
  await address.getByLabel("Address line 1").fill("Torstraße 1");
  await address.getByLabel("Postal code").fill("10119");
  await address.getByLabel("City").fill("Berlin");
  expect(await address.getByLabel("State").count()).toBe(0);
  await address.getByLabel("Phone").fill("+49 30 1234567");
  const value = {
    name: "Ada Lovelace",
    phone: "+49 30 1234567",
    address: {
      line1: "Torstraße 1",
      line2: null,
      city: "Berlin",
      state: "",
      postal_code: "10119",
      country: "DE",
    },
  };
  await expect
    .poll(() => last(customer, "address"))
    .toEqual({
      elementType: "address",
      elementMode: "shipping",
      empty: false,
      complete: true,
      isNewAddress: true,
      value,
    });
  expect(
    await customer.page.evaluate("elements.getElement('address', { mode: 'shipping' }).getValue()"),
  ).toEqual({
    complete: true,
    isNewAddress: true,
    value,
  });
  await customer.fillCard("4242 4242 4242 4242");
  await customer.pay();
  await customer.isTold("Paid: succeeded");
  expect(await shop.payment(customer.paymentId)).toMatchObject({
    shipping: {
      name: "Ada Lovelace",
      phone: "+49 30 1234567",
      address: { line1: "Torstraße 1", city: "Berlin", postal_code: "10119", country: "DE" },
    },
  });
});

test("a billing address and an e-mail are not asked for twice, and are the card's", async () => {
  const known = { name: "Ada Lovelace", address: { line1: "1 Long Road", city: "Oakland", country: "US" } };
  await using customer = await shop.visit({
    addresses: [{ mode: "billing", defaultValues: known }],
    email: true,
    redirect: "if_required",
  });
  await emailOf(customer).fill("ada@example.com");
  await expect
    .poll(() => last(customer, "email"))
    .toEqual({
      elementType: "linkAuthentication",
      empty: false,
      complete: true,
      value: { email: "ada@example.com" },
    });
  const address = addressOf(customer);
  await address.getByLabel("State").selectOption("California");
  await address.getByLabel("ZIP code").fill("94607");
  await customer.field("Card number").fill("4242 4242 4242 4242");
  await customer.field("Expiration date").fill("12 / 34");
  await customer.field("Security code").fill("123");
  expect(await customer.card.getByLabel("Country").isVisible()).toBe(false);
  await customer.pay();
  await customer.isTold("Paid: succeeded");
  const { payment_method: id } = await shop.payment(customer.paymentId);
  expect(await shop.read(`payment_methods/${id}`)).toMatchObject({
    billing_details: {
      name: "Ada Lovelace",
      email: "ada@example.com",
      address: { line1: "1 Long Road", city: "Oakland", state: "CA", postal_code: "94607", country: "US" },
    },
  });
});

test("what is missing is shown everywhere, the cursor goes to the first of it, and nothing is sent", async () => {
  await using customer = await shop.visit({
    addresses: [{ mode: "shipping", allowedCountries: ["FR"], blockPoBox: true }],
    email: true,
    redirect: "if_required",
  });
  await customer.field("Card number").waitFor();
  const address = addressOf(customer);
  expect(await address.getByLabel("Country").locator("option").allTextContents()).toEqual(["France"]);
  await address.getByLabel("Address line 1").fill("P.O. Box 12");
  await customer.pay();
  await customer.isTold("Your email is incomplete.");
  expect(await address.getByRole("alert").allTextContents()).toEqual([
    "Your name is incomplete.",
    "We cannot deliver to a PO box.",
    "Your postal code is incomplete.",
    "This field is incomplete.",
  ]);
  await customer.card.getByText("Your card number is incomplete.").waitFor();
  expect(await emailOf(customer).evaluate((input) => input === document.activeElement)).toBe(true);
  await emailOf(customer).fill("ada@");
  await emailOf(customer).fill("ada@example.com");
  // By key: the form has just become shorter, and a press by mouse would land where the button was.
  await customer.page.getByRole("button", { name: "Pay" }).press("Enter");
  await customer.isTold("Your address is incomplete.");
});

test("the frames are as high as what is in them", async () => {
  await using customer = await shop.visit(
    { addresses: [{ mode: "shipping" }], email: true, payment: {} },
    420,
  );
  await customer.field("Card number").waitFor();
  for (const title of ["Secure address input frame", "Secure email input frame"]) {
    const frame = customer.page.locator(`iframe[title="${title}"]`);
    const content = customer.page.frameLocator(`iframe[title="${title}"]`).locator("#element");
    await content.getByRole("textbox").first().waitFor();
    const heightOf = (node: Element) => Math.ceil(node.getBoundingClientRect().height);
    await expect
      .poll(async () => (await frame.evaluate(heightOf)) - (await content.evaluate(heightOf)))
      .toBe(0);
  }
});
