import { expect, test } from "vitest";
import { errorOf, openShop, payment } from "../../testing/open-shop.ts";

const returnUrl = "https://shop.test/thanks?cart=7";

test("the customer passes 3-D Secure, and the payment succeeds", async () => {
  await using shop = await openShop();
  const waiting = await shop.pay("pm_card_threeDSecure2Required");
  expect(waiting).toMatchObject({ status: "requires_action", next_action: { type: "use_stripe_sdk" } });
  expect(String(waiting.next_action?.use_stripe_sdk?.stripe_js)).toBe(
    `${shop.sandbox.url}/_sandbox/3ds/${waiting.id}?client_secret=${waiting.client_secret}`,
  );
  const done = await shop.control("POST", `/3ds/${waiting.id}`, { outcome: "complete" });
  expect(done).toMatchObject({ payment_intent: { status: "succeeded" }, return_url: null });
  const [charge] = (await shop.stripe.charges.list({ payment_intent: waiting.id })).data;
  expect(charge?.payment_method_details?.card?.three_d_secure).toMatchObject({ result: "authenticated" });
  expect((await shop.history()).slice(0, 4)).toEqual([
    "payment_intent.created",
    "payment_intent.requires_action",
    "charge.succeeded",
    "payment_intent.succeeded",
  ]);
});

test("the customer refuses, and may try another card", async () => {
  await using shop = await openShop();
  const waiting = await shop.pay("pm_card_authenticationRequired");
  await shop.control("POST", `/3ds/${waiting.id}`, { outcome: "refuse" });
  const refused = await shop.stripe.paymentIntents.retrieve(waiting.id);
  expect(refused).toMatchObject({
    status: "requires_payment_method",
    next_action: null,
    last_payment_error: { type: "invalid_request_error", code: "payment_intent_authentication_failure" },
  });
  expect((await shop.history()).at(-1)).toBe("payment_intent.payment_failed");
  const paid = await shop.stripe.paymentIntents.confirm(waiting.id, { payment_method: "pm_card_visa" });
  expect(paid.status).toBe("succeeded");
});

test("a bank that was satisfied may still decline", async () => {
  await using shop = await openShop();
  const waiting = await shop.pay("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds");
  const done = await shop.control("POST", `/3ds/${waiting.id}`, { outcome: "complete" });
  expect(done.payment_intent).toMatchObject({
    status: "requires_payment_method",
    last_payment_error: { code: "card_declined", decline_code: "insufficient_funds" },
  });
});

test("with a return URL the customer is sent to the bank and back, with Stripe's parameters", async () => {
  await using shop = await openShop();
  const params = { amount: 1000, currency: "usd", payment_method: "pm_card_threeDSecure2Required" };
  const waiting = await shop.stripe.paymentIntents.create({
    ...params,
    confirm: true,
    return_url: returnUrl,
  });
  expect(waiting.next_action).toMatchObject({
    type: "redirect_to_url",
    redirect_to_url: { return_url: returnUrl },
  });
  const { return_url } = await shop.control("POST", `/3ds/${waiting.id}`, { outcome: "complete" });
  const back = new URL(String(return_url));
  expect(Object.fromEntries(back.searchParams)).toEqual({
    cart: "7",
    payment_intent: waiting.id,
    payment_intent_client_secret: waiting.client_secret,
    redirect_status: "succeeded",
  });
});

test("nobody is there to authenticate: the payment is declined", async () => {
  await using shop = await openShop();
  const { id: customer } = await shop.stripe.customers.create();
  const { id } = await shop.stripe.paymentMethods.attach("pm_card_authenticationRequired", { customer });
  const error = await errorOf(shop.pay(id, { customer, off_session: true }));
  expect(error).toMatchObject({
    statusCode: 402,
    code: "authentication_required",
    decline_code: "authentication_required",
  });
  expect(
    await errorOf(shop.pay("pm_card_authenticationRequired", { error_on_requires_action: true })),
  ).toMatchObject({
    code: "authentication_required",
    decline_code: "authentication_not_handled",
  });
  const setUp = await shop.pay("pm_card_authenticationRequiredSetupForOffSession", { off_session: true });
  expect(setUp.status).toBe("succeeded");
});

test("the shop may ask for 3-D Secure itself", async () => {
  await using shop = await openShop();
  const waiting = await shop.pay("pm_card_visa", {
    payment_method_options: { card: { request_three_d_secure: "any" } },
  });
  expect(waiting.status).toBe("requires_action");
});

test("another card instead of the challenge drops the challenge", async () => {
  await using shop = await openShop();
  const waiting = await shop.pay("pm_card_threeDSecure2Required");
  const changed = await shop.stripe.paymentIntents.update(waiting.id, { payment_method: "pm_card_visa" });
  expect(changed).toMatchObject({ status: "requires_confirmation", next_action: null });
});

test("the shop's page can refuse for its customer with the client secret, other pages cannot", async () => {
  await using shop = await openShop();
  const waiting = await shop.pay("pm_card_threeDSecure2Required");
  const post = (form: Record<string, string>) =>
    fetch(`${shop.sandbox.url}/_sandbox/3ds/${waiting.id}`, {
      method: "POST",
      headers: { origin: "https://elsewhere.test" },
      body: new URLSearchParams(form),
    });
  expect((await post({ outcome: "refuse" })).status).toBe(403);
  expect((await post({ outcome: "refuse", client_secret: "wrong" })).status).toBe(400);
  const answer = await post({ outcome: "refuse", client_secret: waiting.client_secret ?? "" });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect((await post({ outcome: "refuse", client_secret: waiting.client_secret ?? "" })).status).toBe(400);
});

test("without a payment method there is nothing to confirm", async () => {
  await using shop = await openShop();
  const { id } = await shop.stripe.paymentIntents.create(payment);
  const error = await errorOf(shop.stripe.paymentIntents.confirm(id));
  expect(error).toMatchObject({ code: "payment_intent_unexpected_state" });
  expect(error.message).toContain("missing a payment method");
});

test("with manual confirmation the server confirms once more after the challenge, and browsers cannot", async () => {
  await using shop = await openShop();
  const waiting = await shop.pay("pm_card_threeDSecure2Required", { confirmation_method: "manual" });
  await shop.control("POST", `/3ds/${waiting.id}`, { outcome: "complete" });
  const ready = await shop.stripe.paymentIntents.retrieve(waiting.id);
  expect(ready).toMatchObject({ status: "requires_confirmation", next_action: null });
  const browser = await shop.call("POST", `/v1/payment_intents/${waiting.id}/confirm`, {
    key: shop.sandbox.publishableKey,
    form: `client_secret=${waiting.client_secret}`,
  });
  expect(browser.status).toBe(400);
  expect((await shop.stripe.paymentIntents.confirm(waiting.id)).status).toBe("succeeded");
});

test("a script answers for the customer in JSON, whatever the request calls it", async () => {
  await using shop = await openShop();
  for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
    const { id } = await shop.pay("pm_card_threeDSecure2Required", {
      automatic_payment_methods: { enabled: true },
      return_url: "https://shop.test/back",
    });
    const answer = await fetch(`${shop.sandbox.url}/_sandbox/3ds/${id}`, {
      method: "POST",
      headers: { "content-type": type },
      body: JSON.stringify({ outcome: "complete" }),
    });
    expect(answer.status).toBe(200);
    expect((await shop.stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
  }
});
