import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

const shows = { redisplay: "enabled", remove: "enabled", save: "enabled", save_usage: "on_session" };

/** A customer with these cards, at the payment form. */
async function visitWith(cards: string[], order: Record<string, unknown> = {}) {
  const { customer, secret, saved } = await shop.savedBy(shows, cards);
  const visitor = await shop.visit({
    intent: { customer },
    customerSession: secret,
    redirect: "if_required",
    ...order,
  });
  return { visitor, customer, saved };
}

test("a customer pays with the card saved last, without typing anything", async () => {
  const { visitor, saved } = await visitWith(["pm_card_visa", "pm_card_mastercard"]);
  await using customer = visitor;
  await customer.card.getByRole("radio", { name: "4444" }).waitFor();
  expect(await customer.card.getByRole("radio").count()).toBe(2);
  await customer.pay();
  await customer.isTold("Paid: succeeded");
  expect(await shop.payment(customer.paymentId)).toMatchObject({ payment_method: saved[1] });
});

test("another saved card can be chosen, and the shop hears which", async () => {
  const { visitor, saved } = await visitWith(["pm_card_visa", "pm_card_mastercard"]);
  await using customer = visitor;
  await customer.card.getByText("•••• 4242").click();
  await expect
    .poll(async () => (await customer.events()).filter(({ name }) => name === "change").at(-1)?.event)
    .toMatchObject({
      complete: true,
      value: { type: "card", payment_method: { id: saved[0], type: "card" } },
    });
  await customer.pay();
  await customer.isTold("Paid: succeeded");
  expect(await shop.payment(customer.paymentId)).toMatchObject({ payment_method: saved[0] });
});

test("a saved card is removed only after a second question, and the shop is told", async () => {
  const { visitor, saved } = await visitWith(["pm_card_visa", "pm_card_mastercard"]);
  await using customer = visitor;
  await customer.card.getByRole("button", { name: "Edit" }).click();
  await customer.card.getByRole("button", { name: "Remove •••• 4242" }).click();
  await customer.card.getByRole("button", { name: "Keep" }).click();
  expect(await shop.read(`payment_methods/${saved[0]}`)).toMatchObject({ customer: expect.any(String) });
  await customer.card.getByRole("button", { name: "Remove •••• 4242" }).click();
  await customer.card.getByRole("button", { name: "Remove this card?" }).click();
  await customer.card.getByText("•••• 4242").waitFor({ state: "detached" });
  expect(await shop.read(`payment_methods/${saved[0]}`)).toMatchObject({ customer: null });
  expect(
    (await customer.events()).find(({ name }) => name === "savedpaymentmethodremove")?.event,
  ).toMatchObject({
    elementType: "payment",
    success: true,
    payment_method: { id: saved[0], type: "card" },
  });
});

test("when the last saved card is removed, the customer goes on with a new one", async () => {
  const { visitor } = await visitWith(["pm_card_visa"], { payment: { layout: "tabs" } });
  await using customer = visitor;
  await customer.card.getByRole("button", { name: "Edit" }).click();
  await customer.card.getByRole("button", { name: "Remove •••• 4242" }).click();
  await customer.card.getByRole("button", { name: "Remove this card?" }).click();
  await customer.fillCard("5555 5555 5555 4444");
  await customer.pay();
  await customer.isTold("Paid: succeeded");
});

test("a new card that the customer wants saved is theirs, and shown the next time", async () => {
  const { visitor, customer: id } = await visitWith([], {});
  await using customer = visitor;
  await customer.fillCard("4242 4242 4242 4242");
  await customer.card.getByLabel("Save payment details for future purchases").check();
  await expect
    .poll(async () => (await customer.events()).filter(({ name }) => name === "change").at(-1)?.event)
    .toMatchObject({ value: { savePaymentMethod: true } });
  await customer.pay();
  await customer.isTold("Paid: succeeded");
  const payment = await shop.payment(customer.paymentId);
  expect(payment).toMatchObject({ setup_future_usage: "on_session" });
  expect(await shop.read(`payment_methods/${payment.payment_method}`)).toMatchObject({
    allow_redisplay: "always",
    customer: id,
  });
});

test("a new card that the customer does not want saved is not", async () => {
  const { visitor } = await visitWith([]);
  await using customer = visitor;
  await customer.fillCard("4242 4242 4242 4242");
  await customer.pay();
  await customer.isTold("Paid: succeeded");
  const payment = await shop.payment(customer.paymentId);
  expect(await shop.read(`payment_methods/${payment.payment_method}`)).toMatchObject({
    allow_redisplay: "unspecified",
    customer: null,
  });
});

test("a customer session that has ended is said to be in loaderror", async () => {
  await using customer = await shop.visit({ customerSession: "cuss_1_secret_2" });
  await expect
    .poll(async () => (await customer.events()).find(({ name }) => name === "loaderror")?.event)
    .toMatchObject({ elementType: "payment", error: { code: "resource_missing" } });
});
