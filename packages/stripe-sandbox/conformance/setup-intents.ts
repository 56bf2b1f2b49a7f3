import { expect } from "vitest";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { account, debit, ibans, mandateData } from "../src/testing/sepa.ts";
import { checksOf } from "./check.ts";

/** A setup that needs no return URL. */
const setup = { automatic_payment_methods: { enabled: true, allow_redirects: "never" } } as const;

const save = ({ stripe }: Shop, payment_method = "pm_card_visa", more: object = {}) =>
  stripe.setupIntents.create({ ...setup, payment_method, confirm: true, ...more });

/** A customer whose card was saved with the setup, 3-D Secure passed if it was asked for. */
async function savedCard(shop: Shop, card: string) {
  const { id: customer } = await shop.stripe.customers.create();
  const intent = await save(shop, card, { customer });
  if (intent.status === "requires_action")
    await shop.control("POST", `/3ds/${intent.id}`, { outcome: "complete" });
  const { payment_method } = await shop.stripe.setupIntents.retrieve(intent.id);
  return { customer, payment_method: String(payment_method) };
}

const publicly = (shop: Shop, method: string, path: string, form: string) =>
  shop.call(method, path, { form, key: shop.sandbox.publishableKey });

export const setupIntentChecks = [
  ...checksOf("POST /v1/setup_intents", {
    results: {
      "waits for a payment method, to be used when its owner is away": async ({ stripe }) => {
        const intent = await stripe.setupIntents.create();
        expect(intent).toMatchObject({
          status: "requires_payment_method",
          usage: "off_session",
          payment_method_types: ["card", "sepa_debit"],
          automatic_payment_methods: { enabled: true, allow_redirects: "always" },
          latest_attempt: null,
        });
        expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
      },
      "is ready to confirm with a payment method": async ({ stripe }) => {
        expect((await stripe.setupIntents.create({ payment_method: "pm_card_visa" })).status).toBe(
          "requires_confirmation",
        );
      },
      "saves a card in one call": async (shop) => {
        expect(await save(shop)).toMatchObject({
          status: "succeeded",
          latest_attempt: expect.stringMatching(/^setatt_/),
          mandate: null,
        });
      },
      "gives the saved card to the customer": async (shop) => {
        const { customer, payment_method } = await savedCard(shop, "pm_card_visa");
        expect((await shop.stripe.paymentMethods.retrieve(payment_method)).customer).toBe(customer);
      },
      "saves an account with a mandate": async (shop) => {
        const { id } = await account(shop);
        expect(await save(shop, id, { mandate_data: mandateData })).toMatchObject({
          status: "succeeded",
          mandate: expect.stringMatching(/^mandate_/),
        });
      },
      "offers only what is allowed": async ({ stripe }) => {
        const intent = await stripe.setupIntents.create({ allowed_payment_method_types: ["card"] });
        expect(intent.payment_method_types).toEqual(["card"]);
      },
      "keeps usage, description and metadata": async ({ stripe }) => {
        const given = { usage: "on_session", description: "For later", metadata: { order: "6" } } as const;
        expect(await stripe.setupIntents.create(given)).toMatchObject(given);
      },
    },
    states: {
      "asks for 3-D Secure on …3155": async (shop) => {
        expect(await save(shop, "pm_card_authenticationRequiredOnSetup")).toMatchObject({
          status: "requires_action",
          next_action: { type: "use_stripe_sdk" },
        });
      },
      "asks for 3-D Secure when the caller wants it": async (shop) => {
        const intent = await save(shop, "pm_card_visa", {
          payment_method_options: { card: { request_three_d_secure: "any" } },
        });
        expect(intent.status).toBe("requires_action");
      },
      "sends the customer away and back when there is no Stripe.js": async (shop) => {
        const intent = await save(shop, "pm_card_threeDSecure2Required", {
          return_url: "https://shop.example/saved",
        });
        expect(intent.next_action).toMatchObject({
          type: "redirect_to_url",
          redirect_to_url: { return_url: "https://shop.example/saved" },
        });
        const { return_url } = await shop.control("POST", `/3ds/${intent.id}`, { outcome: "complete" });
        const back = new URL(String(return_url));
        expect(Object.fromEntries(back.searchParams)).toEqual({
          setup_intent: intent.id,
          setup_intent_client_secret: intent.client_secret,
          redirect_status: "succeeded",
        });
      },
      "succeeds when 3-D Secure is passed": async (shop) => {
        const { id } = await save(shop, "pm_card_threeDSecure2Required");
        expect(await shop.control("POST", `/3ds/${id}`, { outcome: "complete" })).toMatchObject({
          setup_intent: { id, status: "succeeded" },
          return_url: null,
        });
      },
      "goes back to the start when 3-D Secure is refused": async (shop) => {
        const { id } = await save(shop, "pm_card_threeDSecure2Required");
        await shop.control("POST", `/3ds/${id}`, { outcome: "refuse" });
        expect(await shop.stripe.setupIntents.retrieve(id)).toMatchObject({
          status: "requires_payment_method",
          payment_method: null,
          last_setup_error: { code: "setup_intent_authentication_failure" },
        });
      },
      "lets …3155 pay without its owner once it is set up": async (shop) => {
        const { customer, payment_method } = await savedCard(shop, "pm_card_authenticationRequiredOnSetup");
        const paid = await shop.pay(payment_method, { customer, off_session: true });
        expect(paid.status).toBe("succeeded");
        expect((await shop.pay(payment_method, { customer })).status).toBe("requires_action");
      },
      "does not let …3184 pay without its owner, set up or not": async (shop) => {
        const { customer, payment_method } = await savedCard(shop, "pm_card_authenticationRequired");
        const error = await errorOf(shop.pay(payment_method, { customer, off_session: true }));
        expect(error).toMatchObject({ statusCode: 402, code: "authentication_required" });
      },
      "saves …0341, which declines only when it is charged": async (shop) => {
        const { customer, payment_method } = await savedCard(shop, "pm_card_chargeCustomerFail");
        expect(await errorOf(shop.pay(payment_method, { customer }))).toMatchObject({
          statusCode: 402,
          code: "card_declined",
        });
      },
      "lets a saved account be debited later without a mandate": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { id: method } = await account(shop);
        const { mandate } = await save(shop, method, { customer, mandate_data: mandateData });
        const paid = await shop.pay(method, {
          currency: "eur",
          customer,
          off_session: true,
          expand: ["latest_charge"],
        });
        expect(paid).toMatchObject({
          status: "processing",
          latest_charge: { payment_method_details: { sepa_debit: { mandate } } },
        });
      },
    },
    refusals: {
      "declines a card, keeps the reason, and can be tried again": async (shop) => {
        const error = await errorOf(save(shop, "pm_card_visa_chargeDeclined"));
        expect(error).toMatchObject({
          statusCode: 402,
          code: "card_declined",
          decline_code: "generic_decline",
          setup_intent: { status: "requires_payment_method", payment_method: null },
        });
        const { data } = await shop.stripe.setupIntents.list();
        expect(data).toMatchObject([
          {
            status: "requires_payment_method",
            last_setup_error: { code: "card_declined", payment_method: { card: { last4: "0002" } } },
          },
        ]);
        const again = await shop.stripe.setupIntents.confirm(data[0]?.id ?? "", {
          payment_method: "pm_card_visa",
        });
        expect(again).toMatchObject({ status: "succeeded", last_setup_error: null });
      },
      "asks a server for a mandate": async (shop) => {
        const { id } = await account(shop);
        const error = await errorOf(save(shop, id));
        expect(error.message).toContain("This SetupIntent requires a mandate");
      },
      "asks a server for a return URL when customers may be redirected": async ({ stripe }) => {
        const call = stripe.setupIntents.create({ payment_method: "pm_card_visa", confirm: true });
        expect(await errorOf(call)).toMatchObject({ statusCode: 400, param: "return_url" });
      },
      "refuses to confirm with nothing to save": async ({ stripe }) => {
        const call = stripe.setupIntents.create({ ...setup, confirm: true });
        expect(await errorOf(call)).toMatchObject({ code: "parameter_missing", param: "payment_method" });
      },
      "refuses a return URL without confirm": async ({ stripe }) => {
        const call = stripe.setupIntents.create({ return_url: "https://shop.example/" });
        expect(await errorOf(call)).toMatchObject({ statusCode: 400, param: "return_url" });
      },
      "refuses a customer that does not exist": async ({ stripe }) => {
        expect(await errorOf(stripe.setupIntents.create({ customer: "cus_none" }))).toMatchObject({
          code: "resource_missing",
          param: "customer",
        });
      },
      "refuses another customer's card": async (shop) => {
        const { payment_method } = await savedCard(shop, "pm_card_visa");
        const { id: customer } = await shop.stripe.customers.create();
        expect(await errorOf(save(shop, payment_method, { customer }))).toMatchObject({
          statusCode: 400,
          param: "payment_method",
        });
      },
      "refuses an account where only cards are allowed": async (shop) => {
        const { id } = await account(shop);
        const error = await errorOf(save(shop, id, { allowed_payment_method_types: ["card"] }));
        expect(error).toMatchObject({ param: "payment_method" });
        expect(error.message).toContain("not allowed for this SetupIntent");
      },
      "refuses payment_method_types, as Stripe does since 2026-09-30": async ({ call }) => {
        expect(
          await call("POST", "/v1/setup_intents", { form: "payment_method_types[]=card" }),
        ).toMatchObject({
          status: 400,
          body: { error: { code: "payment_method_types_no_longer_supported" } },
        });
      },
      "says that it does not cover single_use": async ({ call }) => {
        const form = "single_use[amount]=100&single_use[currency]=usd&usage=on_session";
        expect(await call("POST", "/v1/setup_intents", { form })).toMatchObject({ status: 501 });
      },
    },
    events: {
      "tells of a card that is saved": async (shop) => {
        await savedCard(shop, "pm_card_visa");
        expect((await shop.history()).slice(1)).toEqual([
          "setup_intent.created",
          "payment_method.attached",
          "setup_intent.succeeded",
        ]);
      },
      "tells of the question and of a customer who refuses": async (shop) => {
        const { id } = await save(shop, "pm_card_threeDSecure2Required");
        await shop.control("POST", `/3ds/${id}`, { outcome: "refuse" });
        expect(await shop.history()).toEqual([
          "setup_intent.created",
          "setup_intent.requires_action",
          "setup_intent.setup_failed",
        ]);
      },
      "tells of a card that is declined": async (shop) => {
        await errorOf(save(shop, "pm_card_visa_chargeDeclined"));
        expect(await shop.history()).toEqual(["setup_intent.created", "setup_intent.setup_failed"]);
      },
    },
  }),

  ...checksOf("GET /v1/setup_intents/{id}", {
    keys: {
      "shows a browser with the client secret what it needs, and no more": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { id, client_secret } = await shop.stripe.setupIntents.create({
          customer,
          metadata: { a: "b" },
        });
        const { status, body } = await publicly(
          shop,
          "GET",
          `/v1/setup_intents/${id}`,
          `client_secret=${client_secret}`,
        );
        expect(status).toBe(200);
        expect(body).toMatchObject({ id, status: "requires_payment_method", usage: "off_session" });
        expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["metadata"]));
        expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["customer"]));
      },
      "asks a browser for the client secret": async (shop) => {
        const { id } = await shop.stripe.setupIntents.create();
        expect(await publicly(shop, "GET", `/v1/setup_intents/${id}`, "")).toMatchObject({
          status: 400,
          body: { error: { param: "client_secret" } },
        });
      },
      "refuses the client secret of another": async (shop) => {
        const { id } = await shop.stripe.setupIntents.create();
        const other = await shop.stripe.setupIntents.create();
        const form = `client_secret=${other.client_secret}`;
        expect(await publicly(shop, "GET", `/v1/setup_intents/${id}`, form)).toMatchObject({
          status: 400,
          body: { error: { code: "resource_missing", param: "client_secret" } },
        });
      },
    },
    expansion: {
      "expands payment method and customer": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { id } = await save(shop, "pm_card_visa", { customer });
        const expanded = await shop.stripe.setupIntents.retrieve(id, {
          expand: ["payment_method", "customer"],
        });
        expect(expanded).toMatchObject({
          payment_method: { object: "payment_method" },
          customer: { id: customer },
        });
      },
    },
  }),

  ...checksOf("POST /v1/setup_intents/{id}", {
    results: {
      "takes a payment method, and is ready to confirm": async ({ stripe }) => {
        const { id } = await stripe.setupIntents.create();
        expect((await stripe.setupIntents.update(id, { payment_method: "pm_card_visa" })).status).toBe(
          "requires_confirmation",
        );
      },
      "drops a waiting challenge for another card": async (shop) => {
        const { id } = await save(shop, "pm_card_threeDSecure2Required");
        const changed = await shop.stripe.setupIntents.update(id, { payment_method: "pm_card_visa" });
        expect(changed).toMatchObject({ status: "requires_confirmation", next_action: null });
      },
      "takes metadata even when all is done": async (shop) => {
        const { id } = await save(shop);
        const changed = await shop.stripe.setupIntents.update(id, { metadata: { a: "b" } });
        expect(changed.metadata).toEqual({ a: "b" });
      },
    },
    refusals: {
      "refuses another card when one is saved": async (shop) => {
        const { id } = await save(shop);
        const call = shop.stripe.setupIntents.update(id, { payment_method: "pm_card_visa" });
        expect(await errorOf(call)).toMatchObject({ code: "setup_intent_unexpected_state" });
      },
    },
  }),

  ...checksOf("POST /v1/setup_intents/{id}/confirm", {
    results: {
      "saves the card that it is given": async ({ stripe }) => {
        const { id } = await stripe.setupIntents.create(setup);
        const saved = await stripe.setupIntents.confirm(id, { payment_method: "pm_card_visa" });
        expect(saved).toMatchObject({ status: "succeeded", payment_method: expect.stringMatching(/^pm_/) });
      },
    },
    keys: {
      "lets a browser with the client secret save an account": async (shop) => {
        const { id, client_secret } = await shop.stripe.setupIntents.create();
        const { id: method } = await account(shop);
        const form = `payment_method=${method}&client_secret=${client_secret}&mandate_data[customer_acceptance][online][infer_from_client]=true`;
        expect(await publicly(shop, "POST", `/v1/setup_intents/${id}/confirm`, form)).toMatchObject({
          status: 200,
          body: { status: "succeeded" },
        });
      },
      "shows a browser as little in an error": async (shop) => {
        const { id, client_secret } = await shop.stripe.setupIntents.create({ metadata: { a: "b" } });
        const form = `payment_method=pm_card_visa_chargeDeclined&client_secret=${client_secret}`;
        const { status, body } = await publicly(shop, "POST", `/v1/setup_intents/${id}/confirm`, form);
        expect(status).toBe(402);
        expect(body.error.setup_intent).not.toHaveProperty("metadata");
      },
    },
    refusals: {
      "refuses without a payment method": async ({ stripe }) => {
        const { id } = await stripe.setupIntents.create(setup);
        expect(await errorOf(stripe.setupIntents.confirm(id))).toMatchObject({
          code: "setup_intent_unexpected_state",
        });
      },
      "refuses a second time": async (shop) => {
        const { id } = await save(shop);
        expect(await errorOf(shop.stripe.setupIntents.confirm(id))).toMatchObject({
          code: "setup_intent_unexpected_state",
          setup_intent: { id },
        });
      },
      "refuses to finish 3-D Secure that nobody asked for": async (shop) => {
        const { id } = await save(shop);
        const answer = await shop.control("POST", `/3ds/${id}`, { outcome: "complete" });
        expect(answer.error).toMatchObject({ code: "setup_intent_unexpected_state" });
      },
    },
  }),

  ...checksOf("POST /v1/setup_intents/{id}/cancel", {
    results: {
      "ends it with a reason": async ({ stripe }) => {
        const { id } = await stripe.setupIntents.create();
        expect(await stripe.setupIntents.cancel(id, { cancellation_reason: "duplicate" })).toMatchObject({
          status: "canceled",
          cancellation_reason: "duplicate",
        });
      },
    },
    refusals: {
      "refuses when the card is saved": async (shop) => {
        const { id } = await save(shop);
        expect(await errorOf(shop.stripe.setupIntents.cancel(id))).toMatchObject({
          code: "setup_intent_unexpected_state",
        });
      },
      "refuses a second time": async ({ stripe }) => {
        const { id } = await stripe.setupIntents.create();
        await stripe.setupIntents.cancel(id);
        expect(await errorOf(stripe.setupIntents.cancel(id))).toMatchObject({
          code: "setup_intent_unexpected_state",
        });
      },
    },
    events: {
      "tells of it": async (shop) => {
        const { id } = await shop.stripe.setupIntents.create();
        await shop.stripe.setupIntents.cancel(id);
        expect(await shop.history()).toEqual(["setup_intent.created", "setup_intent.canceled"]);
      },
    },
  }),

  ...checksOf("GET /v1/setup_intents", {
    results: {
      "lists those of a customer, and of a payment method": async (shop) => {
        const { customer, payment_method } = await savedCard(shop, "pm_card_visa");
        await shop.stripe.setupIntents.create();
        const { stripe } = shop;
        expect((await stripe.setupIntents.list()).data).toHaveLength(2);
        expect((await stripe.setupIntents.list({ customer })).data).toHaveLength(1);
        expect((await stripe.setupIntents.list({ payment_method })).data).toHaveLength(1);
        expect((await stripe.setupIntents.list({ payment_method: "pm_none" })).data).toHaveLength(0);
      },
    },
  }),

  ...checksOf("GET /v1/setup_attempts", {
    results: {
      "lists what was tried, newest first, with its error": async (shop) => {
        const { id } = await shop.stripe.setupIntents.create(setup);
        const confirm = (payment_method: string) => shop.stripe.setupIntents.confirm(id, { payment_method });
        await errorOf(confirm("pm_card_visa_chargeDeclined"));
        await confirm("pm_card_visa");
        const { data } = await shop.stripe.setupAttempts.list({ setup_intent: id });
        expect(data).toMatchObject([
          { status: "succeeded", setup_error: null, setup_intent: id, usage: "off_session" },
          { status: "failed", setup_error: { code: "card_declined" } },
        ]);
      },
      "tells how 3-D Secure ended": async (shop) => {
        const { id } = await save(shop, "pm_card_threeDSecure2Required");
        const attempt = async () => (await shop.stripe.setupAttempts.list({ setup_intent: id })).data[0];
        expect(await attempt()).toMatchObject({ status: "requires_action" });
        await shop.control("POST", `/3ds/${id}`, { outcome: "complete" });
        expect(await attempt()).toMatchObject({
          status: "succeeded",
          payment_method_details: { card: { three_d_secure: { result: "authenticated" } } },
        });
      },
      "calls what was canceled meanwhile abandoned": async (shop) => {
        const { id } = await save(shop, "pm_card_threeDSecure2Required");
        await shop.stripe.setupIntents.cancel(id);
        const { data } = await shop.stripe.setupAttempts.list({ setup_intent: id });
        expect(data.map(({ status }) => status)).toEqual(["abandoned"]);
      },
    },
    expansion: {
      "is what latest_attempt expands to": async (shop) => {
        const intent = await save(shop, "pm_card_visa", { expand: ["latest_attempt"] });
        expect(intent.latest_attempt).toMatchObject({ object: "setup_attempt", status: "succeeded" });
      },
    },
  }),

  ...checksOf("GET /v1/mandates/{id}", {
    results: {
      "shows the lasting permission of a setup, and how it was given": async (shop) => {
        const { id } = await account(shop);
        const intent = await save(shop, id, { mandate_data: mandateData, expand: ["mandate"] });
        expect(intent.mandate).toMatchObject({
          object: "mandate",
          type: "multi_use",
          status: "active",
          payment_method: id,
          customer_acceptance: { type: "online", online: { ip_address: "127.0.0.1" } },
        });
      },
      "shows the permission of one payment, with the reference that was asked for": async (shop) => {
        const { latest_charge } = await debit(shop, ibans.succeeds, {
          payment_method_options: { sepa_debit: { mandate_options: { reference_prefix: "MUG-" } } },
        });
        const charge = await shop.stripe.charges.retrieve(String(latest_charge));
        const id = charge.payment_method_details?.sepa_debit?.mandate ?? "";
        expect(await shop.stripe.mandates.retrieve(id)).toMatchObject({
          type: "single_use",
          single_use: { amount: 1999, currency: "eur" },
          payment_method_details: { sepa_debit: { reference: expect.stringMatching(/^MUG-/) } },
        });
      },
    },
  }),
];
