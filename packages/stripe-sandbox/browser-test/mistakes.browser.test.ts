import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Customer, openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

describe("integration mistakes are thrown in clear words", () => {
  let customer: Customer;
  beforeAll(async () => {
    customer = await shop.visit();
  });
  afterAll(() => customer.page.close());

  test.each([
    ["stripe.elements({ paymentMethodTypes: ['card'] })", "`paymentMethodTypes` is no longer supported"],
    ["stripe.elements({ mode: 'payment', currency: 'usd' })", "`amount` should be a positive integer"],
    ["stripe.elements().create('payment')", "you must pass a clientSecret or mode"],
    ["stripe.confirmPayment({ clientSecret: 'nonsense' })", "should be a client secret"],
    ["stripe.confirmPayment({ clientSecret: 'pi_1_secret_2' })", "confirmParams.return_url is required"],
    [
      "stripe.confirmPayment({ elements: stripe.elements({ mode: 'payment', amount: 100, currency: 'usd' }), clientSecret: 'pi_1_secret_2', confirmParams: { return_url: 'https://shop.example' } })",
      "elements.submit() must be called before",
    ],
  ])("%s", async (call, message) => {
    const said = await customer.page.evaluate(
      `stripe.then(async (stripe) => ${call}).catch((error) => error.name + ": " + error.message)`,
    );
    expect(said).toContain("IntegrationError: ");
    expect(said).toContain(message);
  });
});
