import { afterAll, beforeAll, expect, test } from "vitest";
import { type Customer, openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

/** What the shop's own script would do, for its server to go on with. */
const inPage = (customer: Customer, script: string): Promise<Record<string, Record<string, unknown>>> =>
  customer.page.evaluate(`stripe.then(async (stripe) => { await elements.submit(); return ${script}; })`);

test("what was filled in becomes a token, with which a server takes the payment once", async () => {
  await using customer = await shop.visit({
    deferred: true,
    payment: { layout: "tabs" },
    addresses: [{ mode: "shipping", defaultValues: { name: "Ada", address: { country: "DE" } } }],
  });
  const address = customer.page.frameLocator('iframe[title="Secure address input frame"]');
  await address.getByLabel("Address line 1").fill("Torstraße 1");
  await address.getByLabel("Postal code").fill("10119");
  await address.getByLabel("City").fill("Berlin");
  await customer.fillCard("4000 0000 0000 3220");
  const returnUrl = `${shop.url}/thanks`;
  const { confirmationToken } = await inPage(
    customer,
    `stripe.createConfirmationToken({ elements, params: { return_url: "${returnUrl}" } })`,
  );
  expect(confirmationToken).toMatchObject({
    object: "confirmation_token",
    payment_method_preview: { type: "card", card: { last4: "3220" } },
    shipping: { name: "Ada", address: { line1: "Torstraße 1", country: "DE" } },
    return_url: returnUrl,
  });
  const payment = await shop.newPayment({
    currency: "eur",
    confirm: true,
    confirmation_token: confirmationToken?.id,
  });
  expect(payment).toMatchObject({
    status: "requires_action",
    next_action: { type: "use_stripe_sdk" },
    shipping: { address: { city: "Berlin" } },
  });
  const next = customer.page.evaluate(
    `stripe.then((stripe) => stripe.handleNextAction({ clientSecret: "${payment.client_secret}" }))`,
  );
  await customer.bank.getByRole("button", { name: "Complete authentication" }).click();
  expect(await next).toMatchObject({ paymentIntent: { id: payment.id, status: "succeeded" } });
});

test("a PaymentMethod is made for shops that ask for one, with nothing of the number in it", async () => {
  await using customer = await shop.visit({ deferred: true, manual: true, payment: { layout: "tabs" } });
  await customer.fillCard("5555 5555 5555 4444");
  const { paymentMethod } = await inPage(
    customer,
    `stripe.createPaymentMethod({ elements, params: { billing_details: { name: "Ada" } } })`,
  );
  expect(paymentMethod).toMatchObject({
    type: "card",
    card: { brand: "mastercard", last4: "4444" },
    billing_details: { name: "Ada", address: { postal_code: "94107" } },
  });
  expect(JSON.stringify(paymentMethod)).not.toContain("55555");
});
