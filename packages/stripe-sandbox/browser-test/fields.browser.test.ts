import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Customer, openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

describe("filling in", () => {
  test("fields left empty are named one by one, the first is focused, and nothing is sent", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.field("Card number").waitFor();
    await customer.pay();
    await customer.isTold("Your card number is incomplete.");
    const alerts = customer.card.getByRole("alert");
    expect(await alerts.allTextContents()).toEqual([
      "Your card number is incomplete.",
      "Your card's expiration date is incomplete.",
      "Your card's security code is incomplete.",
      "Your postal code is incomplete.",
    ]);
    const number = customer.field("Card number");
    expect(await number.getAttribute("aria-invalid")).toBe("true");
    expect(await number.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await shop.payment(customer.paymentId)).toMatchObject({ status: "requires_payment_method" });
  });

  test("a card typed in one go runs through the fields, grouped and with its brand", async () => {
    await using customer = await shop.visit();
    await customer.field("Card number").click();
    await customer.page.keyboard.type("378282246310005" + "1234" + "1234");
    expect(await customer.field("Card number").inputValue()).toBe("3782 822463 10005");
    expect(await customer.field("Expiration date").inputValue()).toBe("12 / 34");
    expect(await customer.field("Security code").inputValue()).toBe("1234");
    await customer.card.locator("[data-brand=amex]").waitFor();
  });

  test("a number can be corrected in its middle, and deleted over its gaps", async () => {
    await using customer = await shop.visit();
    const number = customer.field("Card number");
    await number.fill("4242 4342");
    await number.evaluate((input: HTMLInputElement) => input.setSelectionRange(7, 7));
    await customer.page.keyboard.press("Backspace");
    await customer.page.keyboard.type("2");
    expect(await number.inputValue()).toBe("4242 4242");
    await number.evaluate((input: HTMLInputElement) => input.setSelectionRange(5, 5));
    await customer.page.keyboard.press("Backspace");
    expect(await number.inputValue()).toBe("4244 242");
    await customer.field("Expiration date").fill("12");
    await customer.page.keyboard.press("Backspace");
    expect(await customer.field("Expiration date").inputValue()).toBe("1");
  });

  test("the postal code is asked for where banks check it", async () => {
    await using customer = await shop.visit();
    await customer.field("Country").selectOption("Germany");
    await expect.poll(() => customer.card.getByRole("textbox").count()).toBe(3);
    await customer.field("Country").selectOption("United Kingdom");
    await customer.field("Postal code").waitFor();
  });

  test("a second way to pay has a tab, and is checked like the first", async () => {
    await using customer = await shop.visit({ deferred: true, payment: { layout: "tabs" } });
    await customer.card.getByRole("tab", { name: "Card" }).press("ArrowRight");
    const tab = customer.card.getByRole("tab", { name: "SEPA Direct Debit" });
    expect(await tab.getAttribute("aria-selected")).toBe("true");
    await customer.field("IBAN").fill("AT611904300234573202");
    await customer.card.getByText("The IBAN you entered is invalid.").waitFor();
    await customer.field("IBAN").fill("AT611904300234573201");
    await customer.field("Full name").fill("Ada Lovelace");
    await customer.field("Email").fill("ada@example.com");
    await expect
      .poll(async () => (await customer.events()).filter(({ name }) => name === "change").at(-1)?.event)
      .toMatchObject({ complete: true, value: { type: "sepa_debit" } });
  });

  test("an accordion may begin closed, and nothing is paid until a way is chosen", async () => {
    const layout = { type: "accordion", defaultCollapsed: true };
    await using customer = await shop.visit({ redirect: "if_required", payment: { layout } });
    const card = customer.card.getByRole("button", { name: "Card" });
    await card.waitFor();
    await customer.pay();
    await customer.isTold("Please select a payment method.");
    await card.click();
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.isTold("Paid: succeeded");
  });

  test("what the shop asks for itself, it must pass on", async () => {
    const fields = { billingDetails: { address: { country: "never", postalCode: "never" } } };
    await using customer = await shop.visit({ payment: { fields } });
    await customer.field("Card number").fill("4242 4242 4242 4242");
    expect(await customer.card.getByLabel("Country").isVisible()).toBe(false);
    await customer.field("Expiration date").fill("1234");
    await customer.field("Security code").fill("123");
    await customer.pay();
    await expect.poll(() => customer.problems.join()).toContain("fields.billing_details.address.country");
  });

  test("the shop hears of focus, changes and completeness, never of contents", async () => {
    await using customer = await shop.visit();
    await customer.fillCard("4242 4242 4242 4242");
    await customer.page.getByRole("button", { name: "Pay" }).focus();
    await expect.poll(async () => (await customer.events()).map(({ name }) => name)).toContain("blur");
    const events = await customer.events();
    expect(events[0]).toEqual({ name: "loaderstart", event: { elementType: "payment" } });
    expect(events.map(({ name }) => name)).toContain("ready");
    expect(events.map(({ name }) => name)).toContain("focus");
    expect(events.filter(({ name }) => name === "change").at(-1)?.event).toEqual({
      elementType: "payment",
      empty: false,
      complete: true,
      collapsed: false,
      value: {
        type: "card",
        billingDetails: { address: { country: "US", postalCode: "94107" } },
      },
    });
  });
});

describe("what is wrong is said beside the field, once it is left", () => {
  let customer: Customer;
  beforeAll(async () => {
    customer = await shop.visit();
  });
  afterAll(() => customer.page.close());

  test.each([
    ["Card number", "4242 4242 4242 4241", "Your card number is invalid."],
    ["Card number", "4242 42", "Your card number is incomplete."],
    ["Expiration date", "12 / 20", "Your card's expiration year is in the past."],
    ["Expiration date", "1", "Your card's expiration date is incomplete."],
    ["Security code", "12", "Your card's security code is incomplete."],
    ["ZIP", "941", "Your postal code is incomplete."],
  ])("%s %s: %s", async (name, value, message) => {
    await customer.field(name).fill(value);
    await customer.field(name).blur();
    await customer.card.getByText(message).waitFor();
    const described = await customer.field(name).getAttribute("aria-describedby");
    expect(await customer.card.locator(`#${described}`).textContent()).toBe(message);
  });
});
