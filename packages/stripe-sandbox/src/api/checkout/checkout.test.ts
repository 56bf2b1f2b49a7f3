import type Stripe from "stripe";
import { expect, test } from "vitest";
import { openShop, type Shop } from "../../testing/open-shop.ts";
import type { SessionView } from "./session-view.ts";

const HALF_HOUR_MS = 30 * 60 * 1000;

const line = (amount: number, more: object = {}): Stripe.Checkout.SessionCreateParams.LineItem => ({
  price_data: { currency: "usd", unit_amount: amount, product_data: { name: "T-shirt" } },
  quantity: 1,
  ...more,
});

const open = ({ stripe }: Shop, more: Stripe.Checkout.SessionCreateParams = {}) =>
  stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [line(2000)],
    success_url: "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
    cancel_url: "https://shop.example/cart",
    ...more,
  });

/** What the page itself asks the sandbox; the address of the page is all that it takes. */
async function onPage({ sandbox }: Shop, id: string, verb: string, body?: object) {
  const response = await fetch(`${sandbox.url}/c/session/${id}${verb}`, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, ...((await response.json()) as PageState) };
}

interface PageState {
  session: SessionView;
  error: { code: string; message: string; param: string };
}

/** The id of the first line on the page. */
const firstLine = async (shop: Shop, id: string) => (await onPage(shop, id, "")).session.lines[0]?.id ?? "";

const visa = {
  email: "anna@example.com",
  name: "Anna Example",
  payment_method_data: {
    type: "card",
    card: { number: "4242424242424242", exp_month: 12, exp_year: 2034, cvc: "123" },
  },
};

test("a session expires when its time is up, not before, and tells", async () => {
  await using shop = await openShop();
  const now = Math.floor(Date.now() / 1000);
  const { id } = await open(shop, { expires_at: now + 31 * 60 });
  await shop.control("POST", "/clock", { advanceMs: HALF_HOUR_MS });
  expect((await shop.stripe.checkout.sessions.retrieve(id)).status).toBe("open");
  await shop.control("POST", "/clock", { advanceMs: 2 * 60 * 1000 });
  expect(await shop.stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: "expired", url: null });
  await shop.receiver.arrival("checkout.session.expired");
});

test("a session without a time of its own expires after a day", async () => {
  await using shop = await openShop();
  const { id } = await open(shop);
  await shop.control("POST", "/clock", { advanceMs: 24 * 60 * 60 * 1000 + 1000 });
  expect((await shop.stripe.checkout.sessions.retrieve(id)).status).toBe("expired");
});

test("a paid session does not expire", async () => {
  await using shop = await openShop();
  const { id } = await open(shop);
  await onPage(shop, id, "/pay", visa);
  await shop.control("POST", "/clock", { advanceMs: 25 * 60 * 60 * 1000 });
  expect((await shop.stripe.checkout.sessions.retrieve(id)).status).toBe("complete");
  expect(await shop.history()).not.toContain("checkout.session.expired");
});

test("a session that expires while the bank asks takes the payment with it", async () => {
  await using shop = await openShop();
  const { id } = await open(shop);
  await shop.control("POST", `/checkout/${id}/pay`, {
    payment_method: "pm_card_threeDSecure2Required",
    email: "anna@example.com",
  });
  const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
  await shop.control("POST", "/clock", { advanceMs: 25 * 60 * 60 * 1000 });
  const late = await shop.control("POST", `/3ds/${payment_intent}`, { outcome: "complete" });
  expect(late.error.message).toContain("canceled");
  expect((await shop.stripe.charges.list()).data).toEqual([]);
});

test("two tabs that pay at once pay once", async () => {
  await using shop = await openShop();
  const { id } = await open(shop);
  const answers = await Promise.all([1, 2, 3, 4].map(() => onPage(shop, id, "/pay", visa)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  const refused = answers.filter(({ status }) => status === 400);
  for (const { error } of refused) expect(error.code).toBe("checkout_session_complete");
  expect((await shop.stripe.charges.list()).data).toHaveLength(1);
  expect((await shop.stripe.paymentIntents.list()).data).toHaveLength(1);
});

test("a second tab that pays while the bank asks in the first one pays once", async () => {
  await using shop = await openShop();
  const { id } = await open(shop);
  const challenged = await onPage(shop, id, "/pay", {
    ...visa,
    payment_method_data: {
      type: "card",
      card: { number: "4000000000003220", exp_month: 12, exp_year: 2034, cvc: "123" },
    },
  });
  expect(challenged.session.payment?.status).toBe("requires_action");
  await onPage(shop, id, "/pay", visa);
  const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
  const late = await shop.control("POST", `/3ds/${payment_intent}`, { outcome: "complete" });
  expect(late.error.message).toContain("succeeded");
  expect((await shop.stripe.charges.list()).data).toHaveLength(1);
});

test("an order that changes while the bank asks is not paid at its old price", async () => {
  await using shop = await openShop();
  const { id } = await open(shop, {
    line_items: [line(2000, { adjustable_quantity: { enabled: true } })],
  });
  await shop.control("POST", `/checkout/${id}/pay`, {
    payment_method: "pm_card_threeDSecure2Required",
    email: "anna@example.com",
  });
  const item = await firstLine(shop, id);
  const { session } = await onPage(shop, id, "/change", { quantities: { [item]: 3 } });
  expect(session.totals.total).toBe(6000);
  const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
  const old = await shop.control("POST", `/3ds/${payment_intent}`, { outcome: "complete" });
  expect(old.error.message).toContain("requires_confirmation");
  await onPage(shop, id, "/pay", visa);
  const [charge] = (await shop.stripe.charges.list()).data;
  expect(charge?.amount).toBe(6000);
});

test("a customer pays the total that the page has shown, or is told that it has changed", async () => {
  await using shop = await openShop();
  const { id } = await open(shop);
  const { status, error } = await onPage(shop, id, "/pay", { ...visa, expected_amount: 1000 });
  expect({ status, code: error.code }).toEqual({ status: 400, code: "amount_changed" });
  expect((await onPage(shop, id, "/pay", { ...visa, expected_amount: 2000 })).status).toBe(200);
});

test("the customer changes quantities as far as the shop allows", async () => {
  await using shop = await openShop();
  const { id } = await open(shop, {
    line_items: [line(2000, { adjustable_quantity: { enabled: true, maximum: 3 } }), line(500)],
  });
  const [shirt, cap] = (await onPage(shop, id, "")).session.lines.map((one) => one.id);
  const set = (line = "", quantity: number) =>
    onPage(shop, id, "/change", { quantities: { [line]: quantity } });
  expect((await set(shirt, 3)).session.totals.total).toBe(6500);
  expect((await set(shirt, 4)).error.message).toContain("from 0 to 3");
  expect((await set(cap, 2)).error.message).toContain("cannot be changed");
  const { session } = await set(shirt, 0);
  expect(session.lines).toHaveLength(1);
  expect(await shop.stripe.checkout.sessions.retrieve(id)).toMatchObject({ amount_total: 500 });
});

test("a promotion code is taken, taken back, and lost when the order gets too small for it", async () => {
  await using shop = await openShop();
  const coupon = await shop.stripe.coupons.create({ percent_off: 50 });
  await shop.stripe.promotionCodes.create({
    promotion: { type: "coupon", coupon: coupon.id },
    code: "HALF",
    restrictions: { minimum_amount: 3000, minimum_amount_currency: "usd" },
  });
  const { id } = await open(shop, {
    allow_promotion_codes: true,
    line_items: [line(2000, { adjustable_quantity: { enabled: true } })],
  });
  const change = (wanted: object) => onPage(shop, id, "/change", wanted);
  expect((await change({ promotion_code: "nonsense" })).error.message).toContain("invalid");
  expect((await change({ promotion_code: "half" })).error.message).toContain("minimum");
  const item = await firstLine(shop, id);
  await change({ quantities: { [item]: 2 } });
  const taken = (await change({ promotion_code: "half" })).session;
  expect(taken).toMatchObject({ promotion_code: "HALF", totals: { subtotal: 4000, total: 2000 } });
  expect((await change({ promotion_code: "" })).session.promotion_code).toBeNull();
  await change({ promotion_code: "half" });
  const smaller = (await change({ quantities: { [item]: 1 } })).session;
  expect(smaller).toMatchObject({ promotion_code: null, totals: { total: 2000 } });
});

test("two purchases with the last use of a code: one gets it", async () => {
  await using shop = await openShop();
  const coupon = await shop.stripe.coupons.create({ percent_off: 50 });
  const code = await shop.stripe.promotionCodes.create({
    promotion: { type: "coupon", coupon: coupon.id },
    code: "LAST",
    max_redemptions: 1,
  });
  const sessions = [
    await open(shop, { allow_promotion_codes: true }),
    await open(shop, { allow_promotion_codes: true }),
  ];
  for (const { id } of sessions) await onPage(shop, id, "/change", { promotion_code: "LAST" });
  const answers = await Promise.all(sessions.map(({ id }) => onPage(shop, id, "/pay", visa)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect((await shop.stripe.charges.list()).data).toHaveLength(1);
  expect((await shop.stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(1);
});

test("shipping and tax follow what the customer chooses", async () => {
  await using shop = await openShop();
  const fixed = (amount: number) => ({ amount, currency: "usd" });
  const { id } = await open(shop, {
    automatic_tax: { enabled: true },
    shipping_address_collection: { allowed_countries: ["US"] },
    shipping_options: [
      { shipping_rate_data: { display_name: "Standard", fixed_amount: fixed(500) } },
      { shipping_rate_data: { display_name: "Express", fixed_amount: fixed(1500) } },
    ],
  });
  const { session } = await onPage(shop, id, "");
  expect(session).toMatchObject({ tax: { status: "requires_location_inputs" }, totals: { total: 2500 } });
  const express = session.shipping_options[1]?.id;
  const chosen = (await onPage(shop, id, "/change", { shipping_rate: express })).session;
  expect(chosen.totals).toMatchObject({ shipping: 1500, total: 3500 });
  const address = { line1: "1 Main St", city: "Austin", state: "TX", postal_code: "78701", country: "US" };
  const taxed = (await onPage(shop, id, "/change", { tax_address: address })).session;
  expect(taxed.tax).toEqual({ status: "complete", inclusive: false });
  expect(taxed.totals.tax).toBeGreaterThan(0);
  const paid = await onPage(shop, id, "/pay", {
    ...visa,
    shipping: { name: "Anna Example", address },
    expected_amount: taxed.totals.total,
  });
  expect(paid.session.status).toBe("complete");
});

test("a customer pays with a saved card, and with no card of anybody else", async () => {
  await using shop = await openShop();
  const { stripe } = shop;
  const save = async (email: string, allow_redisplay: "always" | "limited") => {
    const customer = await stripe.customers.create({ email });
    const card = await stripe.paymentMethods.attach("pm_card_mastercard", { customer: customer.id });
    const billing_details = { name: "Eve Example", address: { country: "DE", postal_code: "10119" } };
    await stripe.paymentMethods.update(card.id, { allow_redisplay, billing_details });
    return { customer: customer.id, card: card.id };
  };
  const eve = await save("eve@example.com", "always");
  const ada = await save("ada@example.com", "limited");
  const { id } = await open(shop, { customer: eve.customer });
  const { session } = await onPage(shop, id, "");
  expect(session.saved_methods).toEqual([
    { id: eve.card, type: "card", card: expect.objectContaining({ brand: "mastercard", last4: "4444" }) },
  ]);
  const others = await open(shop, { customer: ada.customer });
  expect((await onPage(shop, others.id, "")).session.saved_methods).toEqual([]);
  expect((await onPage(shop, id, "/pay", { payment_method: ada.card })).error.message).toContain(
    "different Customer",
  );
  await onPage(shop, id, "/pay", { payment_method: eve.card });
  expect((await stripe.checkout.sessions.retrieve(id)).customer_details).toMatchObject({
    email: "eve@example.com",
    name: "Eve Example",
    address: { country: "DE" },
  });
});

test("refusals name the field that the page has", async () => {
  await using shop = await openShop();
  const { id } = await open(shop, {
    phone_number_collection: { enabled: true },
    billing_address_collection: "required",
    shipping_address_collection: { allowed_countries: ["DE"] },
    consent_collection: { terms_of_service: "required" },
    custom_fields: [{ key: "size", label: { type: "custom", custom: "Size" }, type: "numeric" }],
  });
  const input = {
    payment_method: "pm_card_visa",
    email: "anna",
    phone: "",
    custom_fields: { size: "large" },
    shipping: { name: "", address: { line1: "Street 1", country: "FR" } },
    billing_address: {},
  };
  const pay = () => shop.control("POST", `/checkout/${id}/pay`, input);
  const corrections: [string, () => void][] = [
    ["email", () => Object.assign(input, { email: "anna@example.com" })],
    ["phone", () => Object.assign(input, { phone: "+49 30 123456" })],
    ["custom_fields[size]", () => Object.assign(input, { custom_fields: { size: "42" } })],
    ["terms_of_service", () => Object.assign(input, { terms_of_service: "accepted" })],
    ["shipping[name]", () => Object.assign(input.shipping, { name: "Anna" })],
    ["shipping[address][country]", () => Object.assign(input.shipping.address, { country: "DE" })],
    ["billing_address[country]", () => Object.assign(input.billing_address, { country: "DE" })],
    ["billing_address[line1]", () => Object.assign(input.billing_address, { line1: "Street 2" })],
  ];
  for (const [param, repair] of corrections) {
    expect((await pay()).error.param).toBe(param);
    repair();
  }
  expect(await pay()).toMatchObject({ session: { status: "complete" } });
});

test("a script sees what the page shows, and makes no mistake in silence", async () => {
  await using shop = await openShop();
  const { id } = await open(shop, { customer_email: "anna@example.com" });
  expect(await shop.control("GET", `/checkout/${id}`)).toMatchObject({
    id,
    status: "open",
    email: "anna@example.com",
    shop: "shop.example",
    lines: [{ name: "T-shirt", quantity: 1, amount: 2000 }],
    totals: { total: 2000 },
    asks: { email: false, phone: false, shipping_countries: null },
    payment_method_types: ["card"],
    cancel_url: "https://shop.example/cart",
    success_url: null,
  });
  expect((await shop.control("POST", `/checkout/${id}/pay`, { colour: "red" })).error).toMatchObject({
    code: "parameter_unknown",
    param: "colour",
  });
  expect((await shop.control("POST", `/checkout/${id}/pay`, {})).error).toMatchObject({
    param: "payment_method",
  });
  await shop.control("POST", `/checkout/${id}/pay`, { payment_method: "pm_card_visa" });
  expect((await shop.control("GET", `/checkout/${id}`)).success_url).toBe(
    `https://shop.example/thanks?session=${id}`,
  );
});

test("the page may not be framed, runs nothing foreign, and tells nobody about an unknown session", async () => {
  await using shop = await openShop();
  const { url } = await open(shop);
  const policy = (await fetch(String(url))).headers.get("content-security-policy");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("script-src 'self'");
  const unknown = await onPage(shop, "cs_test_none", "");
  expect(unknown).toMatchObject({ status: 404, error: { code: "resource_missing" } });
});

test("what the page is told holds nothing that only the shop may know", async () => {
  await using shop = await openShop();
  const { id } = await open(shop, {
    metadata: { secret: "margin" },
    payment_intent_data: { metadata: { secret: "margin" }, description: "internal" },
  });
  const { session } = await onPage(shop, id, "/pay", visa);
  const json = JSON.stringify(session);
  for (const word of ["margin", "internal", "424242"]) expect(json).not.toContain(word);
});
