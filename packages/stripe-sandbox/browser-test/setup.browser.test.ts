import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

test("a customer saves a card, reads what they agree to, and it is theirs", async () => {
  const { intent, customerId } = await shop.newSetup();
  await using customer = await shop.visit({
    clientSecret: intent.client_secret,
    payment: { layout: "tabs" },
  });
  await customer.card.getByText("you allow this shop to charge your card for future payments").waitFor();
  await customer.fillCard("4242 4242 4242 4242");
  await customer.pay();
  await customer.isTold("Saved: succeeded");
  const { setupIntent } = await customer.result();
  expect(setupIntent).toMatchObject({ id: intent.id, object: "setup_intent", status: "succeeded" });
  const { payment_method } = await shop.read(`setup_intents/${intent.id}`);
  expect(await shop.read(`payment_methods/${payment_method}`)).toMatchObject({ customer: customerId });
});

test("a bank that asks about saving is refused, then answered", async () => {
  const { intent } = await shop.newSetup();
  await using customer = await shop.visit({
    clientSecret: intent.client_secret,
    payment: { layout: "tabs" },
  });
  await customer.fillCard("4000 0025 0000 3155");
  await customer.pay();
  await customer.bank.getByText("A shop asks to save your test card.").waitFor();
  await customer.bank.getByRole("button", { name: "Fail authentication" }).click();
  await customer.isTold("We are unable to authenticate your payment method.");
  expect(await customer.result()).toMatchObject({
    error: {
      code: "setup_intent_authentication_failure",
      setup_intent: { id: intent.id, status: "requires_payment_method" },
    },
  });
  await customer.pay();
  await customer.bank.getByRole("button", { name: "Complete authentication" }).click();
  await customer.isTold("Saved: succeeded");
});

test("a bank account is saved with Elements that were made before the intent", async () => {
  const { intent } = await shop.newSetup();
  await using customer = await shop.visit({
    deferred: true,
    mode: "setup",
    clientSecret: intent.client_secret,
    payment: { layout: "tabs" },
  });
  await customer.card.getByRole("tab", { name: "SEPA Direct Debit" }).click();
  await customer.field("IBAN").fill("AT611904300234573201");
  await customer.field("Full name").fill("Ada Lovelace");
  await customer.field("Email").fill("ada@example.com");
  await customer.pay();
  await customer.isTold("Saved: succeeded");
  expect(await shop.read(`setup_intents/${intent.id}`)).toMatchObject({ mandate: expect.any(String) });
});
