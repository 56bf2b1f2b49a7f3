import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShop } from "./open-shop.ts";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop?.[Symbol.asyncDispose]());

describe("paying", () => {
  test("a customer pays by card and arrives at the return address", async () => {
    await using customer = await shop.visit();
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.page.waitForURL(/\/thanks/);
    const { searchParams } = new URL(customer.page.url());
    expect(searchParams.get("payment_intent")).toBe(customer.paymentId);
    expect(searchParams.get("payment_intent_client_secret")).toMatch(
      new RegExp(`^${customer.paymentId}_secret_`),
    );
    expect(searchParams.get("redirect_status")).toBe("succeeded");
    expect(await shop.payment(customer.paymentId)).toMatchObject({ status: "succeeded" });
    expect(customer.problems).toEqual([]);
  });

  test("a payment made only after the form was shown is confirmed with its own secret", async () => {
    await using customer = await shop.visit({ deferred: true, allowed: ["card"], redirect: "if_required" });
    await customer.fillCard("5555 5555 5555 4444");
    await customer.pay();
    await customer.isTold("Paid: succeeded");
    expect(await customer.result()).toMatchObject({
      paymentIntent: { id: customer.paymentId, status: "succeeded" },
    });
    expect(customer.problems).toEqual([]);
  });

  test("a declined card says so in the bank's words, and another card pays", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 0002");
    await customer.pay();
    await customer.isTold("Your card was declined.");
    expect(await customer.result()).toMatchObject({
      error: {
        type: "card_error",
        code: "card_declined",
        decline_code: "generic_decline",
        payment_intent: { id: customer.paymentId, status: "requires_payment_method" },
      },
    });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.isTold("Paid: succeeded");
  });

  test("two presses on Pay confirm once", async () => {
    await using customer = await shop.visit();
    const confirmations: string[] = [];
    customer.page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/confirm"))
        confirmations.push(request.url());
    });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.page.getByRole("button", { name: "Pay" }).dblclick();
    await customer.page.waitForURL(/\/thanks/);
    expect(confirmations).toHaveLength(1);
  });

  test("a slow press on Pay counts, though what is wrong is said meanwhile and makes the form longer", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4242 4242 4242 4242", { zip: "941" });
    const button = customer.page.getByRole("button", { name: "Pay" });
    const { x = 0, y = 0, width = 0, height = 0 } = (await button.boundingBox()) ?? {};
    await customer.page.mouse.move(x + width / 2, y + height / 2);
    await customer.page.mouse.down();
    await customer.card.getByText("Your postal code is incomplete.").waitFor();
    await customer.page.evaluate(() => new Promise((done) => setTimeout(done, 200)));
    await customer.page.mouse.up();
    await customer.isTold("Your postal code is incomplete.");
  });

  test("Enter in a card field sends the shop's form", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.field("Security code").press("Enter");
    await customer.isTold("Paid: succeeded");
  });

  test("without a network the customer is told so, and can pay when it is back", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.page.route("**/v1/payment_intents/*/confirm", (route) => route.abort("connectionreset"));
    await customer.pay();
    await customer.isTold(/issues connecting/);
    expect(await customer.result()).toMatchObject({ error: { type: "api_connection_error" } });
    await customer.page.unroute("**/v1/payment_intents/*/confirm");
    await customer.page.context().setOffline(true);
    await customer.pay();
    await customer.isTold(/issues connecting/);
    await customer.page.context().setOffline(false);
    await customer.pay();
    await customer.isTold("Paid: succeeded");
  });

  test("a browser that sends the confirmation again because the answer was lost has paid once", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4242 4242 4242 4242");
    const path = `/v1/payment_intents/${customer.paymentId}/confirm`;
    await shop.breakdown({ kind: "api", action: "cut", when: "after", path, method: "POST", times: 1 });
    await customer.pay();
    await customer.isTold(/Paid: succeeded|issues connecting/);
    expect(await shop.payment(customer.paymentId)).toMatchObject({ status: "succeeded" });
    expect(await customer.result()).not.toMatchObject({ error: { code: "payment_intent_unexpected_state" } });
  });

  test("the page it returns to can read the payment", async () => {
    await using customer = await shop.visit();
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.page.waitForURL(/\/thanks/);
    const secret = new URL(customer.page.url()).searchParams.get("payment_intent_client_secret");
    const read = await customer.page.evaluate(
      `stripe.then((stripe) => stripe.retrievePaymentIntent("${secret}"))`,
    );
    expect(read).toMatchObject({ paymentIntent: { id: customer.paymentId, status: "succeeded" } });
  });
});

describe("3-D Secure", () => {
  test("a customer whom the bank recognises has paid", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 3220");
    await customer.pay();
    await customer.bank.getByRole("button", { name: "Complete authentication" }).click();
    await customer.isTold("Paid: succeeded");
    await expect.poll(() => customer.page.getByRole("dialog").count()).toBe(0);
  });

  test("a customer whom the bank refuses is told, and pays with another card", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 3220");
    await customer.pay();
    await customer.bank.getByRole("button", { name: "Fail authentication" }).click();
    await customer.isTold("We are unable to authenticate your payment method.");
    expect(await customer.result()).toMatchObject({
      error: {
        code: "payment_intent_authentication_failure",
        payment_intent: { id: customer.paymentId, status: "requires_payment_method" },
      },
    });
    await customer.fillCard("4242 4242 4242 4242");
    await customer.pay();
    await customer.isTold("Paid: succeeded");
  });

  test("Escape does not lose the payment; Cancel refuses it", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 3220");
    await customer.pay();
    await customer.bank.getByRole("button", { name: "Complete authentication" }).waitFor();
    const cancel = customer.page.getByRole("dialog").getByRole("button", { name: "Cancel" });
    await cancel.focus();
    for (const _ of [1, 2, 3]) await customer.page.keyboard.press("Escape");
    expect(await cancel.isVisible()).toBe(true);
    await cancel.click();
    await customer.isTold("We are unable to authenticate your payment method.");
    expect(await shop.payment(customer.paymentId)).toMatchObject({ status: "requires_payment_method" });
  });

  test("a challenge finished elsewhere closes the bank's page", async () => {
    await using customer = await shop.visit({ redirect: "if_required" });
    await customer.fillCard("4000 0000 0000 3220");
    await customer.pay();
    await customer.bank.getByRole("button", { name: "Complete authentication" }).waitFor();
    await shop.sandbox.control("POST", `/3ds/${customer.paymentId}`, { outcome: "complete" });
    await customer.isTold("Paid: succeeded");
  });
});
