import { expect, test } from "vitest";
import { errorOf, openShop, payment } from "../testing/open-shop.ts";

const form = "amount=1999&currency=usd";

test("only the sandbox's two keys get in, as Bearer or as Basic", async () => {
  await using shop = await openShop();
  const status = async (authorization: string) =>
    (await shop.call("GET", "/v1/payment_intents", { key: null, headers: { authorization } })).status;
  expect(await status("Bearer sk_test_sandbox")).toBe(200);
  expect(await status(`Basic ${btoa("sk_test_sandbox:")}`)).toBe(200);
  expect(await status("Bearer sk_test_of_somebody_else")).toBe(401);
  expect(await status("")).toBe(401);
  const live = await shop.call("GET", "/v1/payment_intents", { key: "sk_live_1234567890abcdef" });
  expect(live.status).toBe(401);
  expect(live.body.error.message).toContain("was sent a live key (sk_live_************cdef)");
  const error = await errorOf(shop.client("sk_test_wrong").balanceTransactions.list());
  expect(error.type).toBe("StripeAuthenticationError");
});

test("every answer names the request and the API version", async () => {
  await using shop = await openShop();
  const { headers } = await shop.call("POST", "/v1/payment_intents", { form });
  expect(headers.get("request-id")).toMatch(/^req_/);
  expect(headers.get("stripe-version")).toBe("2026-10-28.endive");
  const wrong = await shop.call("GET", "/v1/charges", { headers: { "stripe-version": "yesterday" } });
  expect(wrong).toMatchObject({
    status: 400,
    body: { error: { message: "Invalid Stripe API version: yesterday" } },
  });
});

test.for([
  ["amount=1999", "parameter_missing", "currency"],
  [`${form}&colour=red`, "parameter_unknown", "colour"],
  [`${form}&shipping[name]=A&shipping[address][planet]=x`, "parameter_unknown", "shipping[address][planet]"],
  [`${form}&shipping[name]=A`, "parameter_missing", "shipping[address]"],
  ["amount=19.99&currency=usd", "parameter_invalid_integer", "amount"],
  [`${form}&capture_method=later`, undefined, "capture_method"],
  [`${form}&confirm=perhaps`, undefined, "confirm"],
  [`${form}&metadata=text`, undefined, "metadata"],
  ["amount=&currency=usd", "parameter_invalid_empty", "amount"],
  [`${form}&receipt_email=nobody`, "email_invalid", "receipt_email"],
  [`${form}&customer=cus_none`, "resource_missing", "customer"],
] as const)("the form %s is refused for its %s %s", async ([body, code, param]) => {
  await using shop = await openShop();
  const answer = await shop.call("POST", "/v1/payment_intents", { form: body });
  expect(answer.status).toBe(400);
  expect(answer.body.error).toMatchObject({ type: "invalid_request_error", param });
  expect(answer.body.error.code).toBe(code);
});

test("a value outside an enumeration is answered with the choices", async () => {
  await using shop = await openShop();
  const { body } = await shop.call("POST", "/v1/payment_intents", { form: `${form}&capture_method=later` });
  expect(body.error.message).toBe(
    "Invalid capture_method: must be one of automatic, automatic_async, or manual",
  );
});

test("lists in forms may be spelled with and without numbers", async () => {
  await using shop = await openShop();
  for (const spelling of [
    "expand[]=customer&expand[]=latest_charge",
    "expand[0]=customer&expand[1]=latest_charge",
  ])
    expect((await shop.call("POST", "/v1/payment_intents", { form: `${form}&${spelling}` })).status).toBe(
      200,
    );
  const json = await shop.call("POST", "/v1/payment_intents", {
    form: '{"amount":1999}',
    headers: { "content-type": "application/json" },
  });
  expect(json.body.error.message).toContain("application/x-www-form-urlencoded");
});

test("what the sandbox lacks is named and answered with 501, never with success", async () => {
  await using shop = await openShop();
  expect(await errorOf(shop.stripe.invoices.list())).toMatchObject({
    statusCode: 501,
    message: "The sandbox does not cover GET /v1/invoices yet. Real Stripe does; nothing was changed here.",
  });
  const error = await errorOf(shop.stripe.paymentIntents.create({ ...payment, on_behalf_of: "acct_1" }));
  expect(error.message).toContain("the parameter 'on_behalf_of' of POST /v1/payment_intents");
  expect(await shop.history()).toEqual([]);
});

test("missing objects are 404 in the address and 400 in a parameter", async () => {
  await using shop = await openShop();
  expect(await errorOf(shop.stripe.paymentIntents.retrieve("pi_none"))).toMatchObject({
    statusCode: 404,
    code: "resource_missing",
    message: "No such payment_intent: 'pi_none'",
  });
  expect(await errorOf(shop.stripe.refunds.create({ payment_intent: "pi_none" }))).toMatchObject({
    statusCode: 400,
    code: "resource_missing",
    param: "payment_intent",
  });
  expect(await errorOf(shop.stripe.charges.list({ starting_after: "ch_none" }))).toMatchObject({
    param: "starting_after",
  });
});

test("lists take a limit from 1 to 100", async () => {
  await using shop = await openShop();
  for (const limit of [0, 101])
    expect(await errorOf(shop.stripe.charges.list({ limit }))).toMatchObject({ param: "limit" });
});

test("ids become objects along the paths of expand, up to four levels", async () => {
  await using shop = await openShop();
  const { id } = await shop.pay();
  await shop.receiver.arrival("charge.updated");
  const list = await shop.stripe.paymentIntents.list({
    expand: ["data.latest_charge.balance_transaction.source", "data.payment_method"],
  });
  expect(list.data[0]).toMatchObject({
    payment_method: { object: "payment_method" },
    latest_charge: { balance_transaction: { source: { object: "charge" } } },
  });
  const withRefunds = await shop.stripe.charges.list({ payment_intent: id, expand: ["data.refunds"] });
  expect(withRefunds.data[0]?.refunds).toMatchObject({ object: "list", data: [] });
  const refused = async (path: string) =>
    errorOf(shop.stripe.paymentIntents.retrieve(id, { expand: [path] }));
  expect((await refused("amount")).message).toBe("This property cannot be expanded (amount).");
  expect((await refused("nonsense")).message).toBe("This property cannot be expanded (nonsense).");
  expect((await refused("a.b.c.d.e")).message).toContain("more than 4 levels");
  const outside = await errorOf(shop.stripe.paymentIntents.list({ expand: ["customer"] }));
  expect(outside.message).toContain("You may want to try expanding 'data.customer' instead.");
});

test("metadata is merged, unset by empty values, and limited", async () => {
  await using shop = await openShop();
  const { id } = await shop.stripe.customers.create({ metadata: { a: "1", b: "2" } });
  const change = async (metadata: Record<string, string | null> | "") =>
    (await shop.stripe.customers.update(id, { metadata })).metadata;
  expect(await change({ b: "", c: 3 as unknown as string })).toEqual({ a: "1", c: "3" });
  expect(await change("")).toEqual({});
  expect(await errorOf(change({ ["k".repeat(41)]: "x" }))).toMatchObject({ statusCode: 400 });
  expect(await errorOf(change({ k: "x".repeat(501) }))).toMatchObject({ param: "metadata[k]" });
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, "x"]));
  expect(await errorOf(change(many))).toMatchObject({ param: "metadata" });
});

test("a browser may ask from any origin", async () => {
  await using shop = await openShop();
  const answer = await fetch(`${shop.sandbox.url}/v1/payment_intents/pi_x`, { method: "OPTIONS" });
  expect(answer.status).toBe(204);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("access-control-allow-headers")).toContain("authorization");
});

test("a publishable key sees and confirms one payment, with its client secret and without its metadata", async () => {
  await using shop = await openShop();
  const made = await shop.stripe.paymentIntents.create({ ...payment, metadata: { inner: "thoughts" } });
  const key = shop.sandbox.publishableKey;
  const get = (secret: string) => shop.call("GET", `/v1/payment_intents/${made.id}`, { key, form: secret });
  const seen = await get(`client_secret=${made.client_secret}`);
  expect(seen.body).toMatchObject({ id: made.id, status: "requires_payment_method" });
  for (const hidden of ["metadata", "customer", "latest_charge"])
    expect(seen.body).not.toHaveProperty(hidden);
  expect((await get("")).body.error).toMatchObject({ code: "parameter_missing", param: "client_secret" });
  expect((await get("client_secret=wrong")).body.error).toMatchObject({ param: "client_secret" });

  const confirm = await shop.call("POST", `/v1/payment_intents/${made.id}/confirm`, {
    key: null,
    form: new URLSearchParams({
      key,
      client_secret: made.client_secret ?? "",
      payment_method: "pm_card_visa",
      return_url: "https://shop.test/thanks",
    }).toString(),
  });
  expect(confirm.body).toMatchObject({ status: "succeeded" });
  const listing = await shop.call("GET", "/v1/payment_intents", { key });
  expect(listing).toMatchObject({ status: 403, body: { error: { code: "secret_key_required" } } });
});

test("a request that is too large is refused in Stripe's shape", async () => {
  await using shop = await openShop();
  const { status, body } = await shop.call("POST", "/v1/customers", {
    form: `name=${"x".repeat(2_000_000)}`,
  });
  expect(status).toBe(413);
  expect(body.error.type).toBe("invalid_request_error");
});

test("a browser's decline does not tell what its key may not see", async () => {
  await using shop = await openShop();
  const made = await shop.stripe.paymentIntents.create({ ...payment, metadata: { inner: "thoughts" } });
  const { status, body } = await shop.call("POST", `/v1/payment_intents/${made.id}/confirm`, {
    key: shop.sandbox.publishableKey,
    form: `client_secret=${made.client_secret}&payment_method=pm_card_visa_chargeDeclined&return_url=https://shop.test`,
  });
  expect(status).toBe(402);
  expect(body.error.payment_intent).toMatchObject({ id: made.id, status: "requires_payment_method" });
  expect(body.error.payment_intent).not.toHaveProperty("metadata");
  const charges = await shop.stripe.charges.list({ payment_intent: made.id });
  expect(charges.data[0]?.metadata).toEqual({ inner: "thoughts" });
});

test("an address that cannot be decoded names nothing", async () => {
  await using shop = await openShop();
  expect((await shop.call("GET", "/v1/charges/%E0%A4%A")).status).toBeGreaterThanOrEqual(400);
});

test("a question mark in a value is part of the value", async () => {
  await using shop = await openShop();
  const { body } = await shop.call("GET", "/v1/charges?starting_after=a?b");
  expect(body.error.message).toContain("'a?b'");
});

test("HEAD is no method of Stripe's", async () => {
  await using shop = await openShop();
  const headers = { authorization: `Bearer ${shop.sandbox.secretKey}` };
  const answer = await fetch(`${shop.sandbox.url}/v1/charges`, { method: "HEAD", headers });
  expect(answer.status).toBe(404);
  expect(answer.headers.get("request-id")).toMatch(/^req_/);
});

test("the roots of the API are no endpoints", async () => {
  await using shop = await openShop();
  for (const path of ["/v1", "/v1/", "/v2/", "/V1/charges", "/v1//charges"]) {
    const { status, body } = await shop.call("GET", path);
    expect(status).toBe(404);
    expect(body.error.message).toContain(`Unrecognized request URL (GET: ${path}).`);
  }
  expect((await shop.call("GET", "/v2/core/events")).status).toBe(501);
});

test("a website cannot use the well-known secret key; with the publishable key any page may do what is for browsers", async () => {
  await using shop = await openShop();
  const headers = { origin: "https://somebody.example" };
  const refused = await shop.call("POST", "/v1/customers", { headers });
  expect(refused).toMatchObject({ status: 403, body: { error: { type: "invalid_request_error" } } });
  expect((await shop.call("GET", "/v1/customers")).body.data).toEqual([]);
  const key = shop.sandbox.publishableKey;
  const card = "type=card&card[token]=tok_visa";
  expect((await shop.call("POST", "/v1/payment_methods", { form: card, key, headers })).status).toBe(200);
});
