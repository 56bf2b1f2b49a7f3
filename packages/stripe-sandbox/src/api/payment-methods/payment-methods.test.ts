import { expect, test } from "vitest";
import { testCards } from "../../test-instruments/test-cards.ts";
import { errorOf, openShop } from "../../testing/open-shop.ts";

const card = (number: string) => ({
  number,
  exp_month: 12,
  exp_year: 2040,
  cvc: /^3[47]/.test(number) ? "1234" : "123",
});

test("a browser turns a test card into a payment method that does not hold its number", async () => {
  await using shop = await openShop();
  const browser = shop.client(shop.sandbox.publishableKey);
  const method = await browser.paymentMethods.create({
    type: "card",
    card: card("4242424242424242"),
    billing_details: { name: "Ada", address: { country: "GB", postal_code: "N1" } },
  });
  expect(method).toMatchObject({
    type: "card",
    card: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2040 },
    billing_details: { name: "Ada", address: { country: "GB" } },
  });
  expect(JSON.stringify(method)).not.toContain("424242424242");
});

test("a real card is refused and kept nowhere", async () => {
  await using shop = await openShop();
  const refused = (number: string) =>
    errorOf(shop.stripe.paymentMethods.create({ type: "card", card: card(number) }));
  expect(await refused("4242424242424241")).toMatchObject({ statusCode: 402, code: "incorrect_number" });
  expect(await refused("4539578763621486")).toMatchObject({
    statusCode: 402,
    code: "card_declined",
    decline_code: "test_mode_live_card",
  });
  expect(await shop.control("GET", "/state")).toMatchObject({ objects: { webhook_endpoint: 1 } });
});

test.for([
  [{ exp_month: 13 }, "invalid_expiry_month"],
  [{ exp_year: 2020 }, "invalid_expiry_year"],
  [{ cvc: "12" }, "invalid_cvc"],
] as const)("a card with %j is refused: %s", async ([wrong, code]) => {
  await using shop = await openShop();
  const params = { type: "card", card: { ...card("4242424242424242"), ...wrong } } as const;
  expect(await errorOf(shop.stripe.paymentMethods.create(params))).toMatchObject({ statusCode: 402, code });
});

test("every published card is taken by number, and every name once", async () => {
  await using shop = await openShop();
  for (const { number, brand } of testCards) {
    const method = await shop.stripe.paymentMethods.create({ type: "card", card: card(number) });
    expect(method.card?.brand).toBe(brand);
  }
  const names = testCards.flatMap(({ aliases }) => aliases);
  expect(new Set(names).size).toBe(names.length);
});

test("each use of pm_card_visa makes a new payment method", async () => {
  await using shop = await openShop();
  const [one, two] = [await shop.pay(), await shop.pay()];
  expect(one.payment_method).toMatch(/^pm_/);
  expect(one.payment_method).not.toBe(two.payment_method);
});

test("a card is attached to a customer, listed there, and detached", async () => {
  await using shop = await openShop();
  const { id: customer } = await shop.stripe.customers.create();
  const attached = await shop.stripe.paymentMethods.attach("pm_card_mastercard", { customer });
  expect(attached.customer).toBe(customer);
  expect((await shop.stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
  const detached = await shop.stripe.paymentMethods.detach(attached.id);
  expect(detached.customer).toBeNull();
  expect((await shop.stripe.paymentMethods.list({ customer })).data).toEqual([]);
  expect(await shop.history()).toEqual([
    "customer.created",
    "payment_method.attached",
    "payment_method.detached",
  ]);
});

test("a declining card cannot be attached, but one that declines later can", async () => {
  await using shop = await openShop();
  const { id: customer } = await shop.stripe.customers.create();
  const error = await errorOf(shop.stripe.paymentMethods.attach("pm_card_visa_chargeDeclined", { customer }));
  expect(error).toMatchObject({ statusCode: 402, code: "card_declined" });
  const { id } = await shop.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  expect(await errorOf(shop.pay(id, { customer }))).toMatchObject({ code: "card_declined" });
});

test("a card that paid without belonging to a customer, or was detached, cannot be used again", async () => {
  await using shop = await openShop();
  const paid = await shop.pay();
  const again = await errorOf(shop.pay(String(paid.payment_method)));
  expect(again.message).toContain("It may not be used again.");
  const { id: customer } = await shop.stripe.customers.create();
  const { id } = await shop.stripe.paymentMethods.attach("pm_card_visa", { customer });
  for (let n = 0; n < 2; n++) expect((await shop.pay(id, { customer })).status).toBe("succeeded");
  await shop.stripe.paymentMethods.detach(id);
  expect((await errorOf(shop.stripe.paymentMethods.attach(id, { customer }))).message).toContain(
    "may not be used again",
  );
});
