import type Stripe from "stripe";
import { expect } from "vitest";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

type Params = Stripe.Checkout.SessionCreateParams;

/** One T-shirt for $20.00. */
const shirt = (
  more: Partial<Stripe.Checkout.SessionCreateParams.LineItem> = {},
): Stripe.Checkout.SessionCreateParams.LineItem => ({
  price_data: { currency: "usd", unit_amount: 2000, product_data: { name: "T-shirt" } },
  quantity: 1,
  ...more,
});

const order = {
  mode: "payment",
  line_items: [shirt()],
  success_url: "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
} satisfies Params;

const open = ({ stripe }: Shop, more: Params = {}) => stripe.checkout.sessions.create({ ...order, ...more });

/** The customer pays on the hosted page. */
const pay = (shop: Shop, id: string, more: object = {}) =>
  shop.control("POST", `/checkout/${id}/pay`, {
    payment_method: "pm_card_visa",
    email: "anna@example.com",
    ...more,
  });

const retrieve = ({ stripe }: Shop, id: string, expand: string[] = []) =>
  stripe.checkout.sessions.retrieve(id, { expand });

/** The lines with all that has to be asked for. */
const linesOf = async ({ stripe }: Shop, id: string) => {
  const page = await stripe.checkout.sessions.listLineItems(id, { expand: ["data.discounts", "data.taxes"] });
  return page.data;
};

const rate = (name: string, amount: number, currency = "usd") => ({
  shipping_rate_data: {
    type: "fixed_amount" as const,
    display_name: name,
    fixed_amount: { amount, currency },
  },
});

/** The code SUMMER for a coupon of 25 %, some things about it changed. */
async function offerCode(
  { stripe }: Shop,
  more: Partial<Stripe.PromotionCodeCreateParams> = {},
): Promise<Stripe.PromotionCode> {
  const { id } = await stripe.coupons.create({ percent_off: 25 });
  return stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: id }, code: "SUMMER", ...more });
}

const berlin = { line1: "Torstr. 1", postal_code: "10119", city: "Berlin", country: "DE" };
const euros = (amount: number, more: object = {}): Stripe.Checkout.SessionCreateParams.LineItem => ({
  price_data: { currency: "eur", unit_amount: amount, product_data: { name: "Cap" }, ...more },
  quantity: 1,
});

const refused = (shop: Shop, more: Params) => errorOf(open(shop, more));
/** A debit from an account whose bank waits to be told what it decides. */
const debit = (shop: Shop, id: string) =>
  shop.control("POST", `/checkout/${id}/pay`, {
    email: "anna@example.com",
    name: "Anna Example",
    payment_method_data: { type: "sepa_debit", sepa_debit: { iban: "AT321904300235473204" } },
  });

const bankDecides = async (shop: Shop, id: string, outcome: "succeed" | "fail") => {
  const { payment_intent } = await retrieve(shop, id);
  return shop.control("POST", `/payment_intents/${payment_intent}/bank`, { outcome });
};

/** A session for a page inside of the shop's. */
const embed = (shop: Shop, more: Params) => {
  const { success_url: _, ...rest } = order;
  return shop.stripe.checkout.sessions.create({ ...rest, ui_mode: "embedded_page", ...more });
};

const inMinutes = (minutes: number) => Math.floor(Date.now() / 1000) + minutes * 60;

export const checkoutSessionChecks = [
  ...checksOf("POST /v1/checkout/sessions", {
    results: {
      "opens a session with the sum of its lines": async (shop) => {
        const session = await open(shop, { line_items: [shirt({ quantity: 2 }), shirt()] });
        expect(session).toMatchObject({
          status: "open",
          payment_status: "unpaid",
          amount_subtotal: 6000,
          amount_total: 6000,
          currency: "usd",
          payment_intent: null,
          customer: null,
          customer_creation: "if_required",
          customer_details: null,
          ui_mode: "hosted_page",
        });
      },
      "gives a client secret instead of an address for a page inside of the shop's": async (shop) => {
        const session = await embed(shop, { return_url: "https://shop.test/back" });
        expect(session).toMatchObject({
          ui_mode: "embedded_page",
          url: null,
          success_url: null,
          return_url: "https://shop.test/back",
          redirect_on_completion: "always",
        });
        expect(session.client_secret).toMatch(new RegExp(`^${session.id}_secret_\\w+$`));
      },
      "needs no return address where the customer stays": async (shop) => {
        const session = await embed(shop, { redirect_on_completion: "never" });
        expect(session).toMatchObject({ redirect_on_completion: "never", client_secret: expect.any(String) });
      },
      "gives the address of its page": async (shop) => {
        const { id, url } = await open(shop);
        expect(url).toBe(`${shop.sandbox.url}/c/pay/${id}`);
        expect(id).toMatch(/^cs_test_[a-zA-Z0-9]{50,}$/);
      },
      "lasts 24 hours unless told otherwise": async (shop) => {
        const { created, expires_at } = await open(shop);
        expect(expires_at - created).toBe(24 * 60 * 60);
        const expires = inMinutes(45);
        expect((await open(shop, { expires_at: expires })).expires_at).toBe(expires);
      },
      "makes a price and a product of price_data, neither for sale elsewhere": async (shop) => {
        const { id } = await open(shop);
        const [line] = (await shop.stripe.checkout.sessions.listLineItems(id)).data;
        expect(line).toMatchObject({ description: "T-shirt", price: { unit_amount: 2000, active: false } });
        const product = await shop.stripe.products.retrieve(String(line?.price?.product));
        expect(product).toMatchObject({ name: "T-shirt", active: false });
      },
      "takes a price that exists": async (shop) => {
        const price = await shop.stripe.prices.create({
          currency: "eur",
          unit_amount: 1250,
          product_data: { name: "Cap" },
        });
        const session = await open(shop, { line_items: [{ price: price.id, quantity: 3 }] });
        expect(session).toMatchObject({ amount_total: 3750, currency: "eur" });
      },
      "rounds what costs a fraction of a cent when the pieces are added up": async (shop) => {
        const price_data = {
          currency: "usd",
          unit_amount_decimal: "33.3" as unknown as Stripe.Decimal,
          product_data: { name: "Screw" },
        };
        const session = await open(shop, { line_items: [{ price_data, quantity: 10 }] });
        expect(session.amount_total).toBe(333);
      },
      "knows the customer's address that the shop gave": async (shop) => {
        const session = await open(shop, { customer_email: "anna@example.com" });
        expect(session.customer_details).toMatchObject({ email: "anna@example.com", name: null });
      },
      "takes a coupon off the lines": async (shop) => {
        const coupon = await shop.stripe.coupons.create({ percent_off: 10 });
        const session = await open(shop, {
          line_items: [shirt(), shirt({ quantity: 2 })],
          discounts: [{ coupon: coupon.id }],
        });
        expect(session).toMatchObject({
          amount_subtotal: 6000,
          amount_total: 5400,
          total_details: { amount_discount: 600 },
          discounts: [{ coupon: coupon.id, promotion_code: null }],
        });
        const lines = await linesOf(shop, session.id);
        expect(lines.map((line) => line.amount_discount)).toEqual([200, 400]);
        expect(lines[1]?.discounts).toMatchObject([
          { amount: 400, discount: { source: { coupon: coupon.id }, checkout_session: session.id } },
        ]);
      },
      "takes a promotion code of the shop": async (shop) => {
        const code = await offerCode(shop);
        const session = await open(shop, { discounts: [{ promotion_code: code.id }] });
        expect(session).toMatchObject({
          amount_total: 1500,
          discounts: [{ coupon: null, promotion_code: code.id }],
        });
      },
      "adds the first way of shipping that it offers": async (shop) => {
        const express = await shop.stripe.shippingRates.create({
          display_name: "Express",
          type: "fixed_amount",
          fixed_amount: { amount: 1500, currency: "usd" },
        });
        const session = await open(shop, {
          shipping_options: [rate("Standard", 500), { shipping_rate: express.id }],
        });
        expect(session).toMatchObject({
          amount_subtotal: 2000,
          amount_total: 2500,
          shipping_cost: { amount_subtotal: 500, amount_tax: 0, amount_total: 500 },
          total_details: { amount_shipping: 500 },
          shipping_options: [{ shipping_amount: 500 }, { shipping_amount: 1500, shipping_rate: express.id }],
        });
        expect(session.shipping_cost?.shipping_rate).toBe(session.shipping_options[0]?.shipping_rate);
      },
      "takes no tax before it knows where the customer is": async (shop) => {
        const session = await open(shop, { automatic_tax: { enabled: true } });
        expect(session).toMatchObject({
          amount_total: 2000,
          automatic_tax: { enabled: true, status: "requires_location_inputs" },
          total_details: { amount_tax: 0 },
        });
      },
      "adds the tax of a customer whose address it knows": async (shop) => {
        const { id } = await shop.stripe.customers.create({ address: berlin });
        const session = await open(shop, {
          customer: id,
          automatic_tax: { enabled: true },
          line_items: [euros(10_000, { tax_behavior: "exclusive" })],
        });
        expect(session).toMatchObject({
          amount_subtotal: 10_000,
          amount_total: 11_900,
          automatic_tax: { status: "complete" },
          total_details: { amount_tax: 1900 },
        });
      },
      "finds the tax inside of prices that include it, as prices in euros do": async (shop) => {
        const { id } = await shop.stripe.customers.create({ address: berlin });
        const session = await open(shop, {
          customer: id,
          automatic_tax: { enabled: true },
          line_items: [euros(11_900)],
          shipping_options: [rate("Post", 1190, "eur")],
        });
        expect(session).toMatchObject({
          amount_subtotal: 11_900,
          amount_total: 13_090,
          shipping_cost: { amount_tax: 190, amount_total: 1190 },
          total_details: { amount_tax: 2090 },
        });
        const [line] = await linesOf(shop, session.id);
        expect(line).toMatchObject({ amount_tax: 1900, amount_total: 11_900 });
        expect(line?.taxes).toMatchObject([
          { amount: 1900, rate: { percentage: 19, inclusive: true, country: "DE" }, taxable_amount: 10_000 },
        ]);
      },
      "taxes what is left after a discount": async (shop) => {
        const { id } = await shop.stripe.customers.create({ address: berlin });
        const coupon = await shop.stripe.coupons.create({ amount_off: 5000, currency: "eur" });
        const session = await open(shop, {
          customer: id,
          automatic_tax: { enabled: true },
          discounts: [{ coupon: coupon.id }],
          line_items: [euros(10_000, { tax_behavior: "exclusive" })],
        });
        expect(session).toMatchObject({ amount_total: 5950, total_details: { amount_tax: 950 } });
      },
      "takes a price in another of its currencies": async (shop) => {
        const price = await shop.stripe.prices.create({
          currency: "usd",
          unit_amount: 1000,
          currency_options: { eur: { unit_amount: 900 } },
          product_data: { name: "Mug" },
        });
        const session = await open(shop, { currency: "eur", line_items: [{ price: price.id, quantity: 2 }] });
        expect(session).toMatchObject({ currency: "eur", amount_total: 1800 });
      },
      "offers a debit in euros, and no other way where the shop leaves it out": async (shop) => {
        const line_items = [euros(2000)];
        expect((await open(shop, { line_items })).payment_method_types).toEqual(["card", "sepa_debit"]);
        expect((await open(shop)).payment_method_types).toEqual(["card"]);
        const only = await open(shop, { line_items, allowed_payment_method_types: ["sepa_debit"] });
        expect(only.payment_method_types).toEqual(["sepa_debit"]);
        const without = await open(shop, { line_items, excluded_payment_method_types: ["sepa_debit"] });
        expect(without.payment_method_types).toEqual(["card"]);
      },
      "costs nothing when everything is free": async (shop) => {
        const price_data = { currency: "usd", unit_amount: 0, product_data: { name: "Sample" } };
        expect((await open(shop, { line_items: [{ price_data, quantity: 1 }] })).amount_total).toBe(0);
      },
    },
    refusals: {
      "wants a mode": async (shop) => {
        const { mode: _, ...rest } = order;
        expect(await errorOf(shop.stripe.checkout.sessions.create(rest))).toMatchObject({
          code: "parameter_missing",
          param: "mode",
        });
      },
      "says that it does not cover subscriptions": async (shop) => {
        const error = await refused(shop, { mode: "subscription" });
        expect(error).toMatchObject({ statusCode: 501, code: "sandbox_not_covered" });
        expect(error.message).toContain("subscription");
      },
      "says that it does not cover other pages than its own": async (shop) => {
        expect(await refused(shop, { ui_mode: "elements" })).toMatchObject({ statusCode: 501 });
      },
      "wants a return address for a page inside of the shop's": async (shop) => {
        for (const redirect_on_completion of ["always", "if_required"] as const)
          expect(await errorOf(embed(shop, { redirect_on_completion }))).toMatchObject({
            code: "parameter_missing",
            param: "return_url",
          });
        const scheme = embed(shop, { return_url: "javascript:alert(1)" });
        expect(await errorOf(scheme)).toMatchObject({ code: "url_invalid", param: "return_url" });
      },
      "refuses what does not go with where the customer pays": async (shop) => {
        const back = { return_url: "https://shop.test/back" };
        for (const [param, more] of [
          ["success_url", { ...back, success_url: "https://shop.test/thanks" }],
          ["cancel_url", { ...back, cancel_url: "https://shop.test/cart" }],
          ["return_url", { ...back, redirect_on_completion: "never" }],
        ] as const)
          expect(await errorOf(embed(shop, more))).toMatchObject({ statusCode: 400, param });
        expect(await refused(shop, { redirect_on_completion: "always" })).toMatchObject({
          statusCode: 400,
          param: "redirect_on_completion",
        });
      },
      "refuses the ui_mode names of older versions": async (shop) => {
        expect(await refused(shop, { ui_mode: "hosted" })).toMatchObject({
          statusCode: 400,
          param: "ui_mode",
        });
      },
      "refuses payment_method_types": async (shop) => {
        const params = { payment_method_types: ["card"] } as unknown as Params;
        expect(await refused(shop, params)).toMatchObject({ statusCode: 400, param: "payment_method_types" });
      },
      "wants a page to go to afterwards": async (shop) => {
        const { success_url: _, ...rest } = order;
        expect(await errorOf(shop.stripe.checkout.sessions.create(rest))).toMatchObject({
          code: "parameter_missing",
          param: "success_url",
        });
      },
      "refuses an address without http": async (shop) => {
        expect(await refused(shop, { success_url: "shop.example/thanks" })).toMatchObject({
          code: "url_invalid",
          param: "success_url",
        });
      },
      "wants at least one line": async (shop) => {
        const { line_items: _, ...rest } = order;
        expect(await errorOf(shop.stripe.checkout.sessions.create(rest))).toMatchObject({
          param: "line_items",
        });
      },
      "refuses more than 100 lines": async (shop) => {
        const line_items = Array.from({ length: 101 }, () => shirt());
        expect(await refused(shop, { line_items })).toMatchObject({ param: "line_items" });
      },
      "wants a quantity": async (shop) => {
        const { quantity: _, ...line } = shirt();
        expect(await refused(shop, { line_items: [line] })).toMatchObject({
          code: "parameter_missing",
          param: "line_items[0][quantity]",
        });
      },
      "wants a price or what makes one": async (shop) => {
        const error = await refused(shop, { line_items: [{ quantity: 1 }] });
        expect(error.message).toContain("either `price` or `price_data`");
      },
      "refuses a price that does not exist": async (shop) => {
        expect(await refused(shop, { line_items: [{ price: "price_none", quantity: 1 }] })).toMatchObject({
          statusCode: 400,
          code: "resource_missing",
          param: "line_items[0][price]",
        });
      },
      "refuses a price that is not for sale any more": async (shop) => {
        const price = await shop.stripe.prices.create({
          currency: "usd",
          unit_amount: 500,
          product_data: { name: "Old" },
          active: false,
        });
        const error = await refused(shop, { line_items: [{ price: price.id, quantity: 1 }] });
        expect(error.message).toContain("inactive");
      },
      "refuses a price whose product is not for sale any more": async (shop) => {
        const price = await shop.stripe.prices.create({
          currency: "usd",
          unit_amount: 500,
          product_data: { name: "Old" },
        });
        await shop.stripe.products.update(String(price.product), { active: false });
        const error = await refused(shop, { line_items: [{ price: price.id, quantity: 1 }] });
        expect(error).toMatchObject({ statusCode: 400, param: "line_items[0][price]" });
        expect(error.message).toContain("its product is not active");
      },
      "refuses a recurring price": async (shop) => {
        const price = await shop.stripe.prices.create({
          currency: "usd",
          unit_amount: 500,
          product_data: { name: "Club" },
          recurring: { interval: "month" },
        });
        const error = await refused(shop, { line_items: [{ price: price.id, quantity: 1 }] });
        expect(error.message).toContain("recurring price");
      },
      "refuses two currencies": async (shop) => {
        const price_data = { currency: "eur", unit_amount: 2000, product_data: { name: "Cap" } };
        expect(await refused(shop, { line_items: [shirt(), { price_data, quantity: 1 }] })).toMatchObject({
          param: "line_items[1][price]",
        });
      },
      "refuses a total below the smallest charge": async (shop) => {
        const price_data = { currency: "usd", unit_amount: 49, product_data: { name: "Sweet" } };
        const error = await refused(shop, { line_items: [{ price_data, quantity: 1 }] });
        expect(error).toMatchObject({ code: "amount_too_small" });
        expect(error.message).toContain("$0.50 usd");
      },
      "refuses to expire in less than half an hour": async (shop) => {
        expect(await refused(shop, { expires_at: inMinutes(29) })).toMatchObject({ param: "expires_at" });
      },
      "refuses to expire after more than a day": async (shop) => {
        expect(await refused(shop, { expires_at: inMinutes(24 * 60 + 5) })).toMatchObject({
          param: "expires_at",
        });
      },
      "refuses a customer together with an e-mail address": async (shop) => {
        const { id } = await shop.stripe.customers.create();
        expect(await refused(shop, { customer: id, customer_email: "anna@example.com" })).toMatchObject({
          param: "customer_email",
        });
      },
      "refuses a customer that does not exist": async (shop) => {
        expect(await refused(shop, { customer: "cus_none" })).toMatchObject({ param: "customer" });
      },
      "refuses a fourth custom field": async (shop) => {
        const custom_fields = ["a", "b", "c", "d"].map((key) => ({
          key,
          label: { type: "custom" as const, custom: key },
          type: "text" as const,
        }));
        expect(await refused(shop, { custom_fields })).toMatchObject({ param: "custom_fields" });
      },
      "refuses two discounts, and a discount beside promotion codes": async (shop) => {
        const coupon = (await shop.stripe.coupons.create({ percent_off: 10 })).id;
        expect(await refused(shop, { discounts: [{ coupon }, { coupon }] })).toMatchObject({
          param: "discounts",
        });
        const both = await refused(shop, { discounts: [{ coupon }], allow_promotion_codes: true });
        expect(both).toMatchObject({ param: "allow_promotion_codes" });
        expect(both.message).toContain("You may only specify one of these parameters");
      },
      "refuses a coupon that is over": async (shop) => {
        const coupon = await shop.stripe.coupons.create({ percent_off: 10, max_redemptions: 1 });
        const { id } = await open(shop, { discounts: [{ coupon: coupon.id }] });
        await pay(shop, id);
        expect(await refused(shop, { discounts: [{ coupon: coupon.id }] })).toMatchObject({
          code: "coupon_expired",
          param: "discounts[0][coupon]",
        });
      },
      "refuses a sixth way of shipping": async (shop) => {
        const shipping_options = [1, 2, 3, 4, 5, 6].map((n) => rate(`Rate ${n}`, n * 100));
        expect(await refused(shop, { shipping_options })).toMatchObject({ param: "shipping_options" });
      },
      "refuses a shipping rate of another currency": async (shop) => {
        expect(await refused(shop, { shipping_options: [rate("Post", 500, "eur")] })).toMatchObject({
          param: "shipping_options[0]",
        });
      },
      "refuses to tax a customer whose address it does not know": async (shop) => {
        const { id } = await shop.stripe.customers.create();
        const taxed = { customer: id, automatic_tax: { enabled: true } };
        expect(await refused(shop, taxed)).toMatchObject({ code: "customer_tax_location_invalid" });
        const asking = await open(shop, { ...taxed, customer_update: { address: "auto" } });
        expect(asking.automatic_tax.status).toBe("requires_location_inputs");
      },
      "refuses a quantity outside of what may be adjusted": async (shop) => {
        const adjustable_quantity = { enabled: true, minimum: 2, maximum: 5 };
        expect(await refused(shop, { line_items: [shirt({ adjustable_quantity })] })).toMatchObject({
          param: "line_items[0][quantity]",
        });
      },
      "says that it does not cover tax rates of the shop's own": async (shop) => {
        const error = await refused(shop, { line_items: [shirt({ tax_rates: ["txr_1"] })] });
        expect(error).toMatchObject({ statusCode: 501 });
      },
      "says what of payment_method_options it does not cover": async (shop) => {
        const error = await refused(shop, {
          payment_method_options: { card: { setup_future_usage: "off_session" } },
        });
        expect(error).toMatchObject({ statusCode: 501 });
        expect(error.message).toContain("payment_method_options[card][setup_future_usage]");
      },
      "says what of payment_intent_data it does not cover": async (shop) => {
        const error = await refused(shop, { payment_intent_data: { on_behalf_of: "acct_1" } });
        expect(error).toMatchObject({ statusCode: 501 });
        expect(error.message).toContain("payment_intent_data[on_behalf_of]");
      },
    },
    idempotency: {
      "opens one session for one key": async (shop) => {
        const twice = () => shop.stripe.checkout.sessions.create(order, { idempotencyKey: "one" });
        const [first, second] = [await twice(), await twice()];
        expect(second.id).toBe(first.id);
        expect((await shop.stripe.checkout.sessions.list()).data).toHaveLength(1);
      },
    },
    expansion: {
      "shows the lines when asked": async (shop) => {
        const session = await open(shop, { expand: ["line_items"] });
        expect(session.line_items).toMatchObject({
          has_more: false,
          data: [{ object: "item", quantity: 1, amount_total: 2000 }],
        });
        expect((await open(shop)).line_items).toBeUndefined();
      },
      "shows what the sums are made of when asked": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create({ address: berlin });
        const coupon = await shop.stripe.coupons.create({ percent_off: 50 });
        const session = await open(shop, {
          customer,
          automatic_tax: { enabled: true },
          discounts: [{ coupon: coupon.id }],
          line_items: [euros(11_900), euros(11_900)],
          expand: ["total_details.breakdown", "line_items.data.taxes"],
        });
        expect(session.total_details?.breakdown).toMatchObject({
          discounts: [{ amount: 11_900, discount: { source: { coupon: coupon.id } } }],
          taxes: [{ amount: 1900, taxable_amount: 10_000, taxability_reason: "standard_rated" }],
        });
        expect(session.line_items?.data[0]?.taxes).toMatchObject([{ amount: 950 }]);
        expect((await retrieve(shop, session.id)).total_details?.breakdown).toBeUndefined();
      },
      "shows price, product and shipping rate when asked": async (shop) => {
        const session = await open(shop, {
          shipping_options: [rate("Standard", 500)],
          expand: ["line_items.data.price.product", "shipping_cost.shipping_rate"],
        });
        expect(session.line_items?.data[0]?.price?.product).toMatchObject({ name: "T-shirt" });
        expect(session.shipping_cost?.shipping_rate).toMatchObject({ display_name: "Standard" });
      },
    },
    events: {
      "makes no payment before the customer pays": async (shop) => {
        await open(shop);
        expect((await shop.history()).filter((type) => type.startsWith("payment_intent"))).toEqual([]);
      },
      "follows a payment in Stripe's order": async (shop) => {
        const { id } = await open(shop);
        await pay(shop, id);
        await shop.control("POST", "/clock", { advanceMs: 1000 });
        expect((await shop.history()).slice(-5)).toEqual([
          "payment_intent.created",
          "charge.succeeded",
          "payment_intent.succeeded",
          "checkout.session.completed",
          "charge.updated",
        ]);
      },
    },
    states: {
      "is complete and paid when a card has paid": async (shop) => {
        const { id } = await open(shop);
        await pay(shop, id, { name: "Anna Example" });
        const session = await shop.stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] });
        expect(session).toMatchObject({
          status: "complete",
          payment_status: "paid",
          url: null,
          customer_details: { email: "anna@example.com", name: "Anna Example" },
          payment_intent: { status: "succeeded", amount_received: 2000 },
        });
      },
      "stays open after a decline, and takes another card for the same payment": async (shop) => {
        const { id } = await open(shop);
        const { error } = await pay(shop, id, { payment_method: "pm_card_chargeDeclined" });
        expect(error).toMatchObject({ code: "card_declined", decline_code: "generic_decline" });
        const declined = await shop.stripe.checkout.sessions.retrieve(id);
        expect(declined).toMatchObject({ status: "open", payment_status: "unpaid" });
        await pay(shop, id);
        const paid = await shop.stripe.checkout.sessions.retrieve(id);
        expect(paid).toMatchObject({ status: "complete", payment_intent: declined.payment_intent });
        expect((await shop.stripe.paymentIntents.list()).data).toHaveLength(1);
      },
      "waits for 3-D Secure and completes when it is passed": async (shop) => {
        const { id } = await open(shop);
        const { session, next_action } = await pay(shop, id, {
          payment_method: "pm_card_threeDSecure2Required",
        });
        expect(session).toMatchObject({ status: "open" });
        expect(next_action).toMatchObject({ type: "use_stripe_sdk" });
        const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
        await shop.control("POST", `/3ds/${payment_intent}`, { outcome: "complete" });
        expect(await shop.stripe.checkout.sessions.retrieve(id)).toMatchObject({
          status: "complete",
          payment_status: "paid",
        });
      },
      "asks for 3-D Secure when the shop wants it": async (shop) => {
        const { id } = await open(shop, {
          payment_method_options: { card: { request_three_d_secure: "challenge" } },
        });
        expect((await pay(shop, id)).next_action).toMatchObject({ type: "use_stripe_sdk" });
      },
      "stays open when 3-D Secure is refused": async (shop) => {
        const { id } = await open(shop);
        await pay(shop, id, { payment_method: "pm_card_threeDSecure2Required" });
        const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
        await shop.control("POST", `/3ds/${payment_intent}`, { outcome: "refuse" });
        expect(await shop.stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: "open" });
      },
      "completes without a payment when nothing is due": async (shop) => {
        const price_data = { currency: "usd", unit_amount: 0, product_data: { name: "Sample" } };
        const { id } = await open(shop, { line_items: [{ price_data, quantity: 1 }] });
        await shop.control("POST", `/checkout/${id}/pay`, { email: "anna@example.com" });
        expect(await shop.stripe.checkout.sessions.retrieve(id)).toMatchObject({
          status: "complete",
          payment_status: "no_payment_required",
          payment_intent: null,
        });
        expect((await shop.history()).at(-1)).toBe("checkout.session.completed");
      },
      "is complete and unpaid while money is only held, and paid when it is taken": async (shop) => {
        const { id } = await open(shop, { payment_intent_data: { capture_method: "manual" } });
        await pay(shop, id);
        const held = await shop.stripe.checkout.sessions.retrieve(id);
        expect(held).toMatchObject({ status: "complete", payment_status: "unpaid" });
        await shop.stripe.paymentIntents.capture(String(held.payment_intent));
        expect((await shop.stripe.checkout.sessions.retrieve(id)).payment_status).toBe("paid");
      },
      "is complete and unpaid after a debit, until the bank has paid": async (shop) => {
        const { id } = await open(shop, { line_items: [euros(2000)] });
        await debit(shop, id);
        expect(await retrieve(shop, id)).toMatchObject({ status: "complete", payment_status: "unpaid" });
        await bankDecides(shop, id, "succeed");
        expect(await retrieve(shop, id)).toMatchObject({ status: "complete", payment_status: "paid" });
        expect((await shop.history()).filter((type) => type.startsWith("checkout"))).toEqual([
          "checkout.session.completed",
          "checkout.session.async_payment_succeeded",
        ]);
      },
      "stays unpaid when the bank does not pay a debit": async (shop) => {
        const { id } = await open(shop, { line_items: [euros(2000)] });
        await debit(shop, id);
        await bankDecides(shop, id, "fail");
        expect(await retrieve(shop, id)).toMatchObject({ status: "complete", payment_status: "unpaid" });
        expect(await shop.history()).toContain("checkout.session.async_payment_failed");
      },
      "shows what the customer has given once it is complete": async (shop) => {
        const { id } = await open(shop, {
          billing_address_collection: "required",
          phone_number_collection: { enabled: true },
          shipping_address_collection: { allowed_countries: ["DE"] },
          consent_collection: { terms_of_service: "required" },
          custom_fields: [
            { key: "gift", label: { type: "custom", custom: "Card" }, type: "text", optional: true },
            { key: "size", label: { type: "custom", custom: "Size" }, type: "numeric" },
          ],
        });
        await pay(shop, id, {
          name: "Anna Example",
          phone: "+49 30 1234567",
          billing_address: berlin,
          shipping: { name: "Otto Example", address: { ...berlin, line1: "Torstr. 2" } },
          terms_of_service: "accepted",
          custom_fields: { size: "42" },
        });
        const session = await retrieve(shop, id, ["payment_intent"]);
        expect(session).toMatchObject({
          consent: { terms_of_service: "accepted" },
          customer_details: { address: berlin, phone: "+49 30 1234567", name: "Anna Example" },
          collected_information: {
            shipping_details: { name: "Otto Example", address: { line1: "Torstr. 2", country: "DE" } },
          },
          payment_intent: { shipping: { name: "Otto Example", phone: "+49 30 1234567" } },
        });
        expect(session.custom_fields).toMatchObject([
          { key: "gift", text: { value: null } },
          { key: "size", numeric: { value: "42" } },
        ]);
        const [charge] = (await shop.stripe.charges.list()).data;
        expect(charge?.billing_details).toMatchObject({ email: "anna@example.com", address: berlin });
      },
      "counts a promotion code once, when the purchase is done": async (shop) => {
        const code = await offerCode(shop, { max_redemptions: 1 });
        const { id } = await open(shop, { allow_promotion_codes: true });
        const times = async () => (await shop.stripe.promotionCodes.retrieve(code.id)).times_redeemed;
        await pay(shop, id, { promotion_code: "summer", payment_method: "pm_card_chargeDeclined" });
        expect(await times()).toBe(0);
        await pay(shop, id);
        expect(await times()).toBe(1);
        expect(await retrieve(shop, id)).toMatchObject({
          amount_total: 1500,
          status: "complete",
          discounts: [{ promotion_code: code.id }],
        });
      },
      "completes without a payment when a discount covers all": async (shop) => {
        const coupon = await shop.stripe.coupons.create({ percent_off: 100 });
        const { id } = await open(shop, { discounts: [{ coupon: coupon.id }] });
        await shop.control("POST", `/checkout/${id}/pay`, { email: "anna@example.com" });
        expect(await retrieve(shop, id)).toMatchObject({
          amount_total: 0,
          payment_status: "no_payment_required",
          payment_intent: null,
        });
        expect((await shop.stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
      },
      "saves the card for a customer when the shop wants it": async (shop) => {
        const customer = await shop.stripe.customers.create({ email: "eve@example.com" });
        const { id } = await open(shop, {
          customer: customer.id,
          payment_intent_data: { setup_future_usage: "off_session" },
        });
        await pay(shop, id, { email: undefined });
        const saved = await shop.stripe.customers.listPaymentMethods(customer.id);
        expect(saved.data).toHaveLength(1);
        expect((await retrieve(shop, id)).customer_details?.email).toBe("eve@example.com");
      },
      "writes the customer's address down where the shop allows it": async (shop) => {
        const customer = await shop.stripe.customers.create();
        const { id } = await open(shop, {
          customer: customer.id,
          customer_update: { address: "auto" },
          billing_address_collection: "required",
        });
        await pay(shop, id, { billing_address: berlin, name: "Anna Example" });
        expect(await shop.stripe.customers.retrieve(customer.id)).toMatchObject({
          address: berlin,
          email: "anna@example.com",
          name: null,
        });
      },
      "makes a customer of whoever pays when the shop wants it": async (shop) => {
        const { id } = await open(shop, { customer_creation: "always" });
        await pay(shop, id, { name: "Anna Example" });
        const { customer } = await shop.stripe.checkout.sessions.retrieve(id, { expand: ["customer"] });
        expect(customer).toMatchObject({ email: "anna@example.com", name: "Anna Example" });
      },
      "hands its terms on to the payment, but not its own metadata": async (shop) => {
        const { id } = await open(shop, {
          metadata: { session: "yes" },
          payment_intent_data: { metadata: { order: "42" }, description: "Order 42" },
        });
        await pay(shop, id);
        const [intent] = (await shop.stripe.paymentIntents.list()).data;
        expect(intent).toMatchObject({ metadata: { order: "42" }, description: "Order 42" });
      },
    },
  }),
  ...checksOf("POST /v1/checkout/sessions/{id}/expire", {
    states: {
      "ends an open session": async (shop) => {
        const { id } = await open(shop);
        expect(await shop.stripe.checkout.sessions.expire(id)).toMatchObject({
          status: "expired",
          url: null,
        });
        expect((await pay(shop, id)).error).toMatchObject({ code: "checkout_session_expired" });
      },
      "cancels the payment that a decline has left behind": async (shop) => {
        const { id } = await open(shop);
        await pay(shop, id, { payment_method: "pm_card_chargeDeclined" });
        await shop.stripe.checkout.sessions.expire(id);
        const [intent] = (await shop.stripe.paymentIntents.list()).data;
        expect(intent).toMatchObject({ status: "canceled", cancellation_reason: "expired" });
      },
    },
    events: {
      "tells that the session has expired": async (shop) => {
        await shop.stripe.checkout.sessions.expire((await open(shop)).id);
        expect((await shop.history()).at(-1)).toBe("checkout.session.expired");
      },
    },
    refusals: {
      "refuses a session that is complete": async (shop) => {
        const { id } = await open(shop);
        await pay(shop, id);
        const error = await errorOf(shop.stripe.checkout.sessions.expire(id));
        expect(error.message).toContain('Only Checkout Sessions with a status in ["open"] can be expired');
      },
    },
  }),
  ...checksOf("POST /v1/checkout/sessions/{id}", {
    results: {
      "merges metadata": async (shop) => {
        const { id } = await open(shop, { metadata: { a: "1", b: "2" } });
        const { metadata } = await shop.stripe.checkout.sessions.update(id, { metadata: { b: "", c: "3" } });
        expect(metadata).toEqual({ a: "1", c: "3" });
      },
      "offers other ways of shipping": async (shop) => {
        const { id } = await open(shop, { shipping_options: [rate("Standard", 500)] });
        const changed = await shop.stripe.checkout.sessions.update(id, {
          shipping_options: [rate("Bicycle", 700), rate("Drone", 9000)],
        });
        expect(changed).toMatchObject({ amount_total: 2700, shipping_cost: { amount_total: 700 } });
        const without = await shop.stripe.checkout.sessions.update(id, { shipping_options: "" });
        expect(without).toMatchObject({ amount_total: 2000, shipping_cost: null, shipping_options: [] });
      },
    },
    refusals: {
      "leaves to the hosted page what the customer types there": async (shop) => {
        const { id } = await open(shop);
        const shipping_details = { name: "Anna", address: { line1: "Street 1", country: "DE" } };
        const update = shop.stripe.checkout.sessions.update(id, {
          collected_information: { shipping_details },
        });
        expect(await errorOf(update)).toMatchObject({ param: "collected_information" });
      },
    },
  }),
  ...checksOf("GET /v1/checkout/sessions", {
    results: {
      "finds by status, e-mail address and payment": async (shop) => {
        await open(shop);
        const { id } = await open(shop);
        await pay(shop, id, { email: "zoe@example.com" });
        const [intent] = (await shop.stripe.paymentIntents.list()).data;
        const { sessions } = shop.stripe.checkout;
        for (const filter of [
          { status: "complete" as const },
          { customer_details: { email: "zoe@example.com" } },
          { payment_intent: String(intent?.id) },
        ])
          expect((await sessions.list(filter)).data.map((one) => one.id)).toEqual([id]);
        expect((await sessions.list({ status: "open" })).data).toHaveLength(1);
      },
    },
    refusals: {
      "says that it does not cover payment links": async (shop) => {
        const error = await errorOf(shop.stripe.checkout.sessions.list({ payment_link: "plink_1" }));
        expect(error).toMatchObject({ statusCode: 501 });
      },
    },
  }),
  ...checksOf("GET /v1/checkout/sessions/{id}/line_items", {
    pages: {
      "pages through the lines in their order": async (shop) => {
        const line_items = [1, 2, 3].map((quantity) => shirt({ quantity }));
        const { id } = await open(shop, { line_items });
        const { sessions } = shop.stripe.checkout;
        const first = await sessions.listLineItems(id, { limit: 2 });
        expect(first).toMatchObject({ has_more: true, data: [{ quantity: 1 }, { quantity: 2 }] });
        const last = await sessions.listLineItems(id, { starting_after: String(first.data[1]?.id) });
        expect(last).toMatchObject({ has_more: false, data: [{ quantity: 3 }] });
      },
    },
  }),
  ...checksOf("POST /v1/payment_intents/{id}/cancel", {
    refusals: {
      "leaves the payment of a Checkout Session to the session": async (shop) => {
        const { id } = await open(shop);
        await pay(shop, id, { payment_method: "pm_card_threeDSecure2Required" });
        const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
        const error = await errorOf(shop.stripe.paymentIntents.cancel(String(payment_intent)));
        expect(error.message).toContain("Expire the Checkout Session");
      },
    },
  }),
  ...checksOf("POST /v1/payment_intents/{id}/confirm", {
    refusals: {
      "leaves the payment of a Checkout Session to its page": async (shop) => {
        const { id } = await open(shop);
        await pay(shop, id, { payment_method: "pm_card_chargeDeclined" });
        const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
        const confirm = shop.stripe.paymentIntents.confirm(String(payment_intent), {
          payment_method: "pm_card_visa",
        });
        expect((await errorOf(confirm)).message).toContain("created by a Checkout Session");
      },
    },
  }),
];
