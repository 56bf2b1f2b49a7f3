import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Customer, openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

describe("integration mistakes are thrown with clear messages", () => {
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
    ["stripe.elements().create('crad')", "A valid Element name must be provided"],
    ["stripe.elements().create('address')", "`mode` should be 'shipping' or 'billing'"],
    ["stripe.elements({ clientSecret: 'pi_1_secret_2', mode: 'payment' })", "not both"],
    ["stripe.elements({ mode: 'gift' })", "`mode` should be"],
    ["elements.create('payment')", "Can only create one Element of type payment"],
    ["elements.update({ clientSecret: 'pi_1_secret_2' })", "`clientSecret` cannot be changed"],
    ["elements.create('linkAuthentication').mount('#nowhere')", "applies to no DOM elements"],
    ["stripe.elements().submit()", "needs a mounted Element"],
    ["stripe.confirmSetup({ clientSecret: 'pi_1_secret_2' })", "belongs to a PaymentIntent"],
    ["stripe.retrieveSetupIntent('pi_1_secret_2')", "belongs to a PaymentIntent"],
    ["stripe.createPaymentMethod({ elements })", "paymentMethodCreation: 'manual'"],
    ["window.Stripe('pk_live_1')", "refuses live keys"],
    ["window.Stripe('sk_test_1')", "should not use your secret key"],
    ["stripe.createEmbeddedCheckoutPage({})", "needs either clientSecret or fetchClientSecret"],
    ["stripe.createEmbeddedCheckoutPage({ clientSecret: 'pi_1_secret_2' })", "ui_mode: embedded_page"],
    ["stripe.initCheckoutElementsSdk({})", "stripe.initCheckoutElementsSdk() is not covered"],
    ["stripe.paymentRequest({})", "stripe.paymentRequest() is not covered"],
  ])("%s", async (call, expected) => {
    const message = await customer.page.evaluate(
      `stripe.then(async (stripe) => ${call}).catch((error) => error.name + ": " + error.message)`,
    );
    expect(message).toContain("IntegrationError: ");
    expect(message).toContain(expected);
  });

  test("what Stripe.js has and the sandbox has not resolves to an error that says so", async () => {
    const message = await customer.page.evaluate(
      "stripe.then((stripe) => Promise.all([stripe.createToken(), stripe.confirmKlarnaPayment(), stripe.verifyIdentity()]))",
    );
    expect(message).toEqual(
      ["createToken", "confirmKlarnaPayment", "verifyIdentity"].map((name) => ({
        error: {
          type: "invalid_request_error",
          code: "not_covered_by_sandbox",
          message: `stripe.${name}() is not covered by the Stripe sandbox. It works with Stripe itself.`,
        },
      })),
    );
  });

  test("an Element that is not covered says so in loaderror and in the console", async () => {
    const logged = customer.page.waitForEvent("console", (message) => message.type() === "error");
    const message = await customer.page.evaluate(`
      stripe.then((stripe) => new Promise((resolve) => {
        const element = stripe.elements().create("card");
        element.on("loaderror", resolve);
        element.mount(document.body.appendChild(document.createElement("div")));
      }))`);
    expect(message).toMatchObject({
      elementType: "card",
      error: { code: "not_covered_by_sandbox", message: expect.stringContaining("The 'card' Element") },
    });
    expect((await logged).text()).toContain("The 'card' Element is not covered");
  });

  test("an option without effect is named in the console", async () => {
    const logged = customer.page.waitForEvent("console", (message) => message.type() === "warning");
    await customer.page.evaluate(
      "stripe.then((stripe) => void stripe.elements({ customPaymentMethods: [] }))",
    );
    expect((await logged).text()).toContain("`customPaymentMethods` of elements() is not covered");
  });

  test("it is what loadStripe and the types expect: this version, no methods that Stripe has removed", async () => {
    const found = await customer.page.evaluate(`stripe.then((stripe) => ({
      version: window.Stripe.version,
      removed: ["handleCardPayment", "handleCardSetup", "confirmPaymentIntent", "handleFpxPayment", "redirectToCheckout", "initEmbeddedCheckout", "initCheckout"].filter((name) => name in stripe),
    }))`);
    expect(found).toEqual({ version: "endive", removed: [] });
  });
});
