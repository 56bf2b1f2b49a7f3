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

const refused = (shop: Shop, more: Params) => errorOf(open(shop, more));
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
      "says what of payment_intent_data it does not cover": async (shop) => {
        const error = await refused(shop, { payment_intent_data: { transfer_group: "a" } });
        expect(error).toMatchObject({ statusCode: 501 });
        expect(error.message).toContain("payment_intent_data[transfer_group]");
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
