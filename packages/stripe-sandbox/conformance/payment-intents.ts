import { expect } from "vitest";
import { errorOf, payment, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const hold = { capture_method: "manual" } as const;
const manual = { confirmation_method: "manual" } as const;
const threeDSecure = "pm_card_threeDSecure2Required";

const create = ({ stripe }: Shop, more: object = {}) => stripe.paymentIntents.create({ ...payment, ...more });
const challenge = (shop: Shop, id: string, outcome: "complete" | "refuse") =>
  shop.control("POST", `/3ds/${id}`, { outcome });
const chargesOf = async ({ stripe }: Shop, payment_intent: string) =>
  (await stripe.charges.list({ payment_intent })).data;

/** An amount that the currency cannot be charged in. */
const refusesAmount = (amount: number, currency: string, code: string) => async (shop: Shop) => {
  expect(await errorOf(create(shop, { amount, currency }))).toMatchObject({
    statusCode: 400,
    type: "StripeInvalidRequestError",
    code,
    param: "amount",
  });
};

const takesAmount = (amount: number, currency: string) => async (shop: Shop) => {
  expect(await create(shop, { amount, currency })).toMatchObject({ amount, currency });
};

/** A card that says no: 402, a failed charge, and back to the start. */
const declines =
  (card: string, expected: { code: string; decline_code: string; param?: string; advice_code?: string }) =>
  async (shop: Shop) => {
    const error = await errorOf(shop.pay(card));
    expect(error).toMatchObject({ statusCode: 402, type: "StripeCardError", ...expected });
    const { code, decline_code } = expected;
    expect(error.payment_intent).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { type: "card_error", code, decline_code },
    });
    const [charge] = await chargesOf(shop, String(error.payment_intent?.id));
    expect(charge).toMatchObject({ status: "failed", paid: false, captured: false, failure_code: code });
  };

/** A browser asks, with the publishable key and the intent's own secret or another. */
async function browser(shop: Shop, method: string, path: string, form: string) {
  return shop.call(method, `/v1/payment_intents/${path}`, { form, key: shop.sandbox.publishableKey });
}

/** Two mugs and a shipping fee: 1999 in all. */
const twoMugs = {
  line_items: [{ product_name: "Mug", product_code: "MUG-1", quantity: 2, unit_cost: 750 }],
  shipping: { amount: 499, to_postal_code: "1010" },
};

export const paymentIntentChecks = [
  ...checksOf("POST /v1/payment_intents", {
    results: {
      "waits for a payment method, with all that Stripe's defaults are": async (shop) => {
        const intent = await create(shop, { automatic_payment_methods: undefined });
        expect(intent).toMatchObject({
          status: "requires_payment_method",
          capture_method: "automatic_async",
          confirmation_method: "automatic",
          automatic_payment_methods: { enabled: true, allow_redirects: "always" },
          amount_received: 0,
          latest_charge: null,
          livemode: false,
        });
        expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
      },
      "is ready to confirm with a payment method": async (shop) => {
        expect((await create(shop, { payment_method: "pm_card_visa" })).status).toBe("requires_confirmation");
      },
      "takes 50 cents": takesAmount(50, "usd"),
      "takes 99999999, which is the most": takesAmount(99_999_999, "usd"),
      "takes yen without decimals": takesAmount(50, "jpy"),
      "takes dinars with three decimals of which the last is 0": takesAmount(5_120, "kwd"),
      "takes whole krónur": takesAmount(50_000, "isk"),
      "offers only cards when automatic payment methods are off": async (shop) => {
        const intent = await create(shop, {
          currency: "eur",
          automatic_payment_methods: { enabled: false },
        });
        expect(intent).toMatchObject({
          automatic_payment_methods: null,
          payment_method_types: ["card"],
        });
      },
      "keeps references for the card network": async (shop) => {
        const { payment_details } = await create(shop, { payment_details: { order_reference: "A-6" } });
        expect(payment_details).toEqual({ order_reference: "A-6", customer_reference: null });
      },
      "lets a type have its own way to capture": async (shop) => {
        const held = await shop.pay("pm_card_visa", {
          currency: "eur",
          capture_method: "automatic",
          payment_method_options: { card: { capture_method: "manual" } },
        });
        expect(held).toMatchObject({
          status: "requires_capture",
          capture_method: "automatic",
          payment_method_types: ["card", "sepa_debit"],
        });
        expect((await chargesOf(shop, held.id))[0]?.balance_transaction).toBeNull();
      },
      "keeps the parts of the amount, and the line items for who asks": async (shop) => {
        const intent = await create(shop, {
          amount_details: twoMugs,
          expand: ["amount_details.line_items"],
        });
        expect(intent.amount_details).toMatchObject({
          shipping: { amount: 499, to_postal_code: "1010", from_postal_code: null },
          line_items: { object: "list", data: [{ product_name: "Mug", quantity: 2, unit_cost: 750 }] },
        });
        const again = await shop.stripe.paymentIntents.retrieve(intent.id);
        expect(again.amount_details).not.toHaveProperty("line_items");
      },
      "goes on with line items that don't add up, if it is told to": async (shop) => {
        const { amount_details } = await create(shop, {
          amount: 2500,
          amount_details: { ...twoMugs, enforce_arithmetic_validation: false },
        });
        expect(amount_details?.error?.code).toBe("amount_details_amount_mismatch");
      },
      "keeps a card for its customer when asked": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { payment_method } = await shop.pay("pm_card_visa", {
          customer,
          setup_future_usage: "off_session",
        });
        const later = await shop.pay(String(payment_method), { customer, off_session: true });
        expect(later.status).toBe("succeeded");
      },
      "leaves a card that may be used again to be attached later": async (shop) => {
        const { payment_method } = await shop.pay("pm_card_visa", { setup_future_usage: "on_session" });
        const { id: customer } = await shop.stripe.customers.create();
        const kept = await shop.stripe.paymentMethods.attach(String(payment_method), { customer });
        expect(kept.customer).toBe(customer);
      },
      "saves nothing for a type whose option says none": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { payment_method } = await shop.pay("pm_card_visa", {
          customer,
          setup_future_usage: "off_session",
          payment_method_options: { card: { setup_future_usage: "none" } },
        });
        const method = await shop.stripe.paymentMethods.retrieve(String(payment_method));
        expect(method.customer).toBeNull();
      },
    },
    states: {
      "goes from nothing to paid, a step at a time": async (shop) => {
        const { id, status } = await create(shop);
        const { paymentIntents } = shop.stripe;
        const chosen = await paymentIntents.update(id, { payment_method: "pm_card_visa" });
        const paid = await paymentIntents.confirm(id);
        expect([status, chosen.status, paid.status]).toEqual([
          "requires_payment_method",
          "requires_confirmation",
          "succeeded",
        ]);
        expect(paid).toMatchObject({ amount_received: 1999, amount_capturable: 0 });
      },
      "holds the money with manual capture": async (shop) => {
        const held = await shop.pay("pm_card_visa", hold);
        expect(held).toMatchObject({
          status: "requires_capture",
          amount_capturable: 1999,
          amount_received: 0,
        });
        expect(await chargesOf(shop, held.id)).toMatchObject([
          { captured: false, paid: true, amount_captured: 0, balance_transaction: null },
        ]);
      },
      "lets a hold go after seven days": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", hold);
        await shop.control("POST", "/clock", { advanceMs: 7 * DAY_MS });
        expect(await shop.stripe.paymentIntents.retrieve(id)).toMatchObject({
          status: "canceled",
          cancellation_reason: "automatic",
        });
      },
      "books at once with synchronous capture": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", { capture_method: "automatic" });
        expect((await chargesOf(shop, id))[0]?.balance_transaction).toMatch(/^txn_/);
      },
      "books a moment later with asynchronous capture": async (shop) => {
        const { id } = await shop.pay();
        expect((await chargesOf(shop, id))[0]?.balance_transaction).toBeNull();
        await shop.control("POST", "/clock", { advanceMs: 1000 });
        expect((await chargesOf(shop, id))[0]?.balance_transaction).toMatch(/^txn_/);
      },
      "keeps a payment that was declined off session": async (shop) => {
        const error = await errorOf(shop.pay("pm_card_authenticationRequired", { off_session: true }));
        expect(error).toMatchObject({
          statusCode: 402,
          code: "authentication_required",
          decline_code: "authentication_required",
        });
        const { data } = await shop.stripe.paymentIntents.list();
        expect(data).toMatchObject([
          { status: "requires_payment_method", latest_charge: expect.any(String) },
        ]);
      },
      "declines rather than ask, and asks no bank, with error_on_requires_action": async (shop) => {
        const error = await errorOf(shop.pay(threeDSecure, { error_on_requires_action: true }));
        expect(error).toMatchObject({
          statusCode: 402,
          code: "authentication_required",
          decline_code: "authentication_not_handled",
        });
        expect(await chargesOf(shop, String(error.payment_intent?.id))).toEqual([]);
      },
      "asks once more about another card after the first was authenticated": async (shop) => {
        const { id } = await shop.pay(threeDSecure, manual);
        await challenge(shop, id, "complete");
        const again = await shop.stripe.paymentIntents.confirm(id, { payment_method: threeDSecure });
        expect(again.status).toBe("requires_action");
      },
    },
    refusals: {
      "refuses 49 cents": refusesAmount(49, "usd", "amount_too_small"),
      "refuses nothing": refusesAmount(0, "usd", "parameter_invalid_integer"),
      "refuses nine digits": refusesAmount(100_000_000, "usd", "amount_too_large"),
      "refuses 49 yen": refusesAmount(49, "jpy", "amount_too_small"),
      "refuses a third decimal that is not 0": refusesAmount(5_124, "kwd", "parameter_invalid_integer"),
      "refuses a part of a króna": refusesAmount(50_050, "isk", "parameter_invalid_integer"),
      "refuses a part of a Ugandan shilling": refusesAmount(550, "ugx", "parameter_invalid_integer"),
      "refuses a currency that there is not": async (shop) => {
        expect(await errorOf(create(shop, { currency: "xyz" }))).toMatchObject({
          statusCode: 400,
          param: "currency",
        });
      },
      "declines …0002": declines("pm_card_visa_chargeDeclined", {
        code: "card_declined",
        decline_code: "generic_decline",
        advice_code: "try_again_later",
      }),
      "declines …9995": declines("pm_card_visa_chargeDeclinedInsufficientFunds", {
        code: "card_declined",
        decline_code: "insufficient_funds",
        advice_code: "try_again_later",
      }),
      "declines …9987": declines("pm_card_visa_chargeDeclinedLostCard", {
        code: "card_declined",
        decline_code: "lost_card",
        advice_code: "do_not_try_again",
      }),
      "declines …9979": declines("pm_card_visa_chargeDeclinedStolenCard", {
        code: "card_declined",
        decline_code: "stolen_card",
        advice_code: "do_not_try_again",
      }),
      "declines …0069": declines("pm_card_chargeDeclinedExpiredCard", {
        code: "expired_card",
        decline_code: "expired_card",
        param: "exp_month",
        advice_code: "confirm_card_data",
      }),
      "declines …0127": declines("pm_card_chargeDeclinedIncorrectCvc", {
        code: "incorrect_cvc",
        decline_code: "incorrect_cvc",
        param: "cvc",
        advice_code: "confirm_card_data",
      }),
      "declines …0119": declines("pm_card_chargeDeclinedProcessingError", {
        code: "processing_error",
        decline_code: "processing_error",
        advice_code: "try_again_later",
      }),
      "declines …6975": declines("pm_card_visa_chargeDeclinedVelocityLimitExceeded", {
        code: "card_declined",
        decline_code: "card_velocity_exceeded",
      }),
      "blocks …0019": declines("pm_card_radarBlock", { code: "card_declined", decline_code: "fraudulent" }),
      "refuses confirmation's parameters without confirm": async (shop) => {
        for (const given of [
          { return_url: "https://shop.example/" },
          { off_session: true },
          { error_on_requires_action: true },
          { mandate: "mandate_x" },
        ])
          expect(await errorOf(create(shop, given))).toMatchObject({
            statusCode: 400,
            param: Object.keys(given)[0],
          });
      },
      "refuses to confirm with nothing to pay with": async (shop) => {
        expect(await errorOf(create(shop, { confirm: true }))).toMatchObject({
          code: "parameter_missing",
          param: "payment_method",
        });
      },
      "refuses a payment method and its data at once": async (shop) => {
        const call = create(shop, {
          payment_method: "pm_card_visa",
          payment_method_data: { type: "sepa_debit" },
        });
        expect(await errorOf(call)).toMatchObject({ code: "parameters_exclusive" });
      },
      "refuses a card of a customer who does not pay": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { id } = await shop.stripe.paymentMethods.attach("pm_card_visa", { customer });
        expect(await errorOf(shop.pay(id))).toMatchObject({ statusCode: 400, param: "payment_method" });
      },
      "refuses to allow only what it does not offer": async (shop) => {
        const call = create(shop, { allowed_payment_method_types: ["klarna"] });
        expect(await errorOf(call)).toMatchObject({ param: "allowed_payment_method_types" });
      },
      "refuses to exclude all that it offers": async (shop) => {
        const call = create(shop, { excluded_payment_method_types: ["card"] });
        expect(await errorOf(call)).toMatchObject({ param: "excluded_payment_method_types" });
      },
      "refuses a statement text of one's own for a card": async (shop) => {
        expect(
          await errorOf(shop.pay("pm_card_visa", { statement_descriptor: "MUGS AND MORE" })),
        ).toMatchObject({ statusCode: 400, param: "statement_descriptor" });
      },
      "refuses a suffix that does not fit a statement": async (shop) => {
        for (const statement_descriptor_suffix of ["x".repeat(23), "MUGS*"])
          expect(await errorOf(create(shop, { statement_descriptor_suffix }))).toMatchObject({
            statusCode: 400,
            param: "statement_descriptor_suffix",
          });
      },
      "refuses a mandate that does not exist, even for a card": async (shop) => {
        expect(await errorOf(shop.pay("pm_card_visa", { mandate: "mandate_none" }))).toMatchObject({
          statusCode: 400,
          code: "resource_missing",
          param: "mandate",
        });
      },
      "refuses line items that don't add up": async (shop) => {
        expect(await errorOf(create(shop, { amount: 2500, amount_details: twoMugs }))).toMatchObject({
          statusCode: 400,
          code: "amount_details_amount_mismatch",
        });
      },
      "refuses tax and shipping above the amount": async (shop) => {
        const call = create(shop, { amount_details: { tax: { total_tax_amount: 2000 } } });
        expect(await errorOf(call)).toMatchObject({
          code: "amount_details_tax_shipping_discount_greater_than_amount",
        });
      },
      "refuses a discount of all and of a line at once": async (shop) => {
        const [mug] = twoMugs.line_items;
        const call = create(shop, {
          amount_details: { discount_amount: 5, line_items: [{ ...mug, discount_amount: 5 }] },
        });
        expect(await errorOf(call)).toMatchObject({ code: "parameters_exclusive" });
      },
      "refuses a line of no items": async (shop) => {
        const [mug] = twoMugs.line_items;
        const call = create(shop, { amount_details: { line_items: [{ ...mug, quantity: 0 }] } });
        expect(await errorOf(call)).toMatchObject({ param: "amount_details[line_items][0][quantity]" });
      },
      "says that it does not cover Connect": async (shop) => {
        const call = create(shop, { transfer_data: { destination: "acct_1" } });
        expect((await errorOf(call)).statusCode).toBe(501);
      },
      "says that it does not cover a wallet's options": async (shop) => {
        const call = create(shop, { payment_method_options: { paypal: { reference: "a" } } });
        expect((await errorOf(call)).message).toContain("payment_method_options[paypal]");
      },
    },
    events: {
      "tells of a card that pays": async (shop) => {
        await shop.pay();
        await shop.control("POST", "/clock", { advanceMs: 1000 });
        expect(await shop.history()).toEqual([
          "payment_intent.created",
          "charge.succeeded",
          "payment_intent.succeeded",
          "charge.updated",
        ]);
      },
      "tells of a card that declines": async (shop) => {
        await errorOf(shop.pay("pm_card_visa_chargeDeclined"));
        expect(await shop.history()).toEqual([
          "payment_intent.created",
          "charge.failed",
          "payment_intent.payment_failed",
        ]);
      },
      "tells of money that is held": async (shop) => {
        await shop.pay("pm_card_visa", hold);
        expect(await shop.history()).toEqual([
          "payment_intent.created",
          "charge.succeeded",
          "payment_intent.amount_capturable_updated",
        ]);
      },
      "tells of 3-D Secure that is asked for and refused": async (shop) => {
        const { id } = await shop.pay(threeDSecure);
        await challenge(shop, id, "refuse");
        expect(await shop.history()).toEqual([
          "payment_intent.created",
          "payment_intent.requires_action",
          "payment_intent.payment_failed",
        ]);
      },
      "tells of 3-D Secure that is asked for and passed": async (shop) => {
        const { id } = await shop.pay(threeDSecure);
        await challenge(shop, id, "complete");
        expect((await shop.history()).slice(1, 4)).toEqual([
          "payment_intent.requires_action",
          "charge.succeeded",
          "payment_intent.succeeded",
        ]);
      },
    },
    idempotency: {
      "makes one payment of two calls with one key": async (shop) => {
        const options = { idempotencyKey: "order-6" };
        const first = await shop.stripe.paymentIntents.create(payment, options);
        const second = await shop.stripe.paymentIntents.create(payment, options);
        expect(second.id).toBe(first.id);
        expect((await shop.stripe.paymentIntents.list()).data).toHaveLength(1);
      },
      "answers a decline with the same decline": async (shop) => {
        const options = { idempotencyKey: "order-6" };
        const given = { ...payment, payment_method: "pm_card_visa_chargeDeclined", confirm: true };
        const first = await errorOf(shop.stripe.paymentIntents.create(given, options));
        const second = await errorOf(shop.stripe.paymentIntents.create(given, options));
        expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
        expect((await shop.stripe.charges.list()).data).toHaveLength(1);
      },
    },
  }),

  ...checksOf("GET /v1/payment_intents/{id}", {
    keys: {
      "shows a browser no metadata and no customer": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { id, client_secret } = await create(shop, { customer, metadata: { order: "6" } });
        const { status, body } = await browser(shop, "GET", id, `client_secret=${client_secret}`);
        expect(status).toBe(200);
        expect(body).toMatchObject({ id, amount: 1999, status: "requires_payment_method" });
        expect(body.metadata).toBeUndefined();
        expect(body.customer).toBeUndefined();
        expect(body.latest_charge).toBeUndefined();
      },
      "asks a browser for the client secret": async (shop) => {
        const { id } = await create(shop);
        expect(await browser(shop, "GET", id, "")).toMatchObject({
          status: 400,
          body: { error: { param: "client_secret" } },
        });
      },
      "refuses the client secret of another payment": async (shop) => {
        const { id } = await create(shop);
        const { client_secret } = await create(shop);
        expect((await browser(shop, "GET", id, `client_secret=${client_secret}`)).status).toBe(400);
      },
    },
    expansion: {
      "expands charge, its booking, method and customer": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { id } = await shop.pay("pm_card_visa", { customer, capture_method: "automatic" });
        const found = await shop.stripe.paymentIntents.retrieve(id, {
          expand: ["latest_charge.balance_transaction", "payment_method", "customer"],
        });
        expect(found).toMatchObject({
          latest_charge: { object: "charge", balance_transaction: { amount: 1999 } },
          payment_method: { object: "payment_method" },
          customer: { id: customer },
        });
      },
      "refuses to expand what is no object": async (shop) => {
        const { id } = await create(shop);
        const call = shop.stripe.paymentIntents.retrieve(id, { expand: ["amount"] });
        expect(await errorOf(call)).toMatchObject({ statusCode: 400 });
      },
    },
  }),

  ...checksOf("POST /v1/payment_intents/{id}", {
    results: {
      "changes the terms of what is not paid": async (shop) => {
        const { id } = await create(shop);
        const changed = await shop.stripe.paymentIntents.update(id, {
          amount: 2500,
          currency: "gbp",
          description: "Two mugs",
          receipt_email: "ada@example.com",
          metadata: { order: "6" },
        });
        expect(changed).toMatchObject({
          amount: 2500,
          currency: "gbp",
          description: "Two mugs",
          receipt_email: "ada@example.com",
          metadata: { order: "6" },
        });
      },
      "forgets the error of the last attempt": async (shop) => {
        const error = await errorOf(shop.pay("pm_card_visa_chargeDeclined"));
        const id = String(error.payment_intent?.id);
        const changed = await shop.stripe.paymentIntents.update(id, { description: "Again" });
        expect(changed.last_payment_error).toBeNull();
      },
      "drops a waiting challenge for another amount": async (shop) => {
        const { id } = await shop.pay(threeDSecure);
        expect(await shop.stripe.paymentIntents.update(id, { amount: 2500 })).toMatchObject({
          status: "requires_confirmation",
          next_action: null,
        });
      },
      "changes description, metadata, receipt and shipping of what is paid": async (shop) => {
        const { id } = await shop.pay();
        const changed = await shop.stripe.paymentIntents.update(id, {
          description: "Sent",
          metadata: { parcel: "1" },
          receipt_email: "ada@example.com",
          shipping: { name: "Ada", address: { line1: "1 Long Road" } },
        });
        expect(changed).toMatchObject({ description: "Sent", shipping: { name: "Ada", carrier: null } });
      },
      "offers SEPA when the currency becomes euro": async (shop) => {
        const { id } = await create(shop);
        const changed = await shop.stripe.paymentIntents.update(id, { currency: "eur" });
        expect(changed.payment_method_types).toEqual(["card", "sepa_debit"]);
      },
      "merges metadata, and takes away what is empty": async (shop) => {
        const { id } = await create(shop, { metadata: { a: "1", b: "2" } });
        const changed = await shop.stripe.paymentIntents.update(id, { metadata: { b: "", c: "3" } });
        expect(changed.metadata).toEqual({ a: "1", c: "3" });
      },
      "takes away what is null": async (shop) => {
        const { id } = await create(shop, {
          receipt_email: "ada@example.com",
          setup_future_usage: "off_session",
        });
        const changed = await shop.stripe.paymentIntents.update(id, {
          receipt_email: "",
          setup_future_usage: "",
        });
        expect(changed).toMatchObject({ receipt_email: null, setup_future_usage: null });
      },
      "has other line items instead": async (shop) => {
        const { id } = await create(shop, { amount_details: twoMugs });
        await shop.stripe.paymentIntents.update(id, {
          amount: 750,
          amount_details: {
            line_items: [{ product_name: "Cup", quantity: 1, unit_cost: 750 }],
            shipping: "",
          },
        });
        const { data } = await shop.stripe.paymentIntents.listAmountDetailsLineItems(id);
        expect(data.map(({ product_name }) => product_name)).toEqual(["Cup"]);
      },
    },
    refusals: {
      "refuses an empty text in a list that may be unset": async (shop) => {
        const { id } = await create(shop);
        expect(
          await shop.call("POST", `/v1/payment_intents/${id}`, { form: "excluded_payment_method_types[0]=" }),
        ).toMatchObject({
          status: 400,
          body: {
            error: { code: "parameter_invalid_empty", param: "excluded_payment_method_types[0]" },
          },
        });
      },
      "refuses another amount of what is paid": async (shop) => {
        const { id } = await shop.pay();
        expect(await errorOf(shop.stripe.paymentIntents.update(id, { amount: 2500 }))).toMatchObject({
          code: "payment_intent_unexpected_state",
          payment_intent: { id },
        });
      },
      "refuses another amount of what is held": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", hold);
        expect(await errorOf(shop.stripe.paymentIntents.update(id, { amount: 2500 }))).toMatchObject({
          code: "payment_intent_unexpected_state",
        });
      },
      "refuses a customer for what is canceled": async (shop) => {
        const { id } = await create(shop);
        await shop.stripe.paymentIntents.cancel(id);
        const { id: customer } = await shop.stripe.customers.create();
        expect(await errorOf(shop.stripe.paymentIntents.update(id, { customer }))).toMatchObject({
          code: "payment_intent_unexpected_state",
        });
      },
      "refuses an e-mail address that is none": async (shop) => {
        const { id } = await create(shop);
        const call = shop.stripe.paymentIntents.update(id, { receipt_email: "ada" });
        expect(await errorOf(call)).toMatchObject({ code: "email_invalid", param: "receipt_email" });
      },
    },
  }),

  ...checksOf("POST /v1/payment_intents/{id}/confirm", {
    results: {
      "pays again after a decline, with another card": async (shop) => {
        const error = await errorOf(shop.pay("pm_card_visa_chargeDeclined"));
        const id = String(error.payment_intent?.id);
        const paid = await shop.stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
        expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null });
        expect((await chargesOf(shop, id)).map(({ status }) => status)).toEqual(["succeeded", "failed"]);
        expect(paid.latest_charge).toBe((await chargesOf(shop, id))[0]?.id);
      },
      "takes the amount that the caller says it is": async (shop) => {
        const { id } = await create(shop, { payment_method: "pm_card_visa" });
        const paid = await shop.stripe.paymentIntents.confirm(id, { amount_to_confirm: 1999 });
        expect(paid.status).toBe("succeeded");
      },
    },
    states: {
      "lets the server finish what was authenticated, with manual confirmation": async (shop) => {
        const { id } = await shop.pay(threeDSecure, manual);
        await challenge(shop, id, "complete");
        expect((await shop.stripe.paymentIntents.retrieve(id)).status).toBe("requires_confirmation");
        expect((await shop.stripe.paymentIntents.confirm(id)).status).toBe("succeeded");
      },
      "asks anew when a waiting challenge is confirmed again": async (shop) => {
        const { id } = await shop.pay(threeDSecure);
        expect((await shop.stripe.paymentIntents.confirm(id)).status).toBe("requires_action");
      },
    },
    keys: {
      "lets a browser with the client secret pay": async (shop) => {
        const { id, client_secret } = await create(shop);
        const form = `payment_method=pm_card_visa&client_secret=${client_secret}`;
        expect(await browser(shop, "POST", `${id}/confirm`, form)).toMatchObject({
          status: 200,
          body: { status: "succeeded" },
        });
      },
      "refuses a browser with manual confirmation": async (shop) => {
        const { id, client_secret } = await create(shop, manual);
        const form = `payment_method=pm_card_visa&client_secret=${client_secret}`;
        const answer = await browser(shop, "POST", `${id}/confirm`, form);
        expect(answer.status).toBe(400);
        expect(answer.body.error.message).toContain("using your publishable key");
      },
      "tells a browser of a decline without metadata": async (shop) => {
        const { id, client_secret } = await create(shop, { metadata: { order: "6" } });
        const form = `payment_method=pm_card_visa_chargeDeclined&client_secret=${client_secret}`;
        const answer = await browser(shop, "POST", `${id}/confirm`, form);
        expect(answer).toMatchObject({ status: 402, body: { error: { code: "card_declined" } } });
        expect(answer.body.error.payment_intent).not.toHaveProperty("metadata");
      },
    },
    refusals: {
      "refuses what has succeeded": async (shop) => {
        const { id } = await shop.pay();
        const error = await errorOf(shop.stripe.paymentIntents.confirm(id));
        expect(error).toMatchObject({ code: "payment_intent_unexpected_state" });
        expect(error.message).toContain("already succeeded");
      },
      "refuses what is canceled": async (shop) => {
        const { id } = await create(shop);
        await shop.stripe.paymentIntents.cancel(id);
        expect(await errorOf(shop.stripe.paymentIntents.confirm(id))).toMatchObject({
          code: "payment_intent_unexpected_state",
        });
      },
      "refuses without a payment method": async (shop) => {
        const { id } = await create(shop);
        expect(await errorOf(shop.stripe.paymentIntents.confirm(id))).toMatchObject({
          code: "payment_intent_unexpected_state",
        });
      },
      "asks a server for a return URL when customers may be redirected": async (shop) => {
        const { id } = await create(shop, {
          automatic_payment_methods: { enabled: true },
          payment_method: "pm_card_visa",
        });
        expect(await errorOf(shop.stripe.paymentIntents.confirm(id))).toMatchObject({ param: "return_url" });
        for (const return_url of ["nowhere", "javascript:alert(1)", "data:text/html,x", "ftp://shop.test"]) {
          const call = shop.stripe.paymentIntents.confirm(id, { return_url });
          expect(await errorOf(call)).toMatchObject({ code: "url_invalid", param: "return_url" });
        }
      },
      "refuses another amount than the caller says it is": async (shop) => {
        const { id } = await create(shop, { payment_method: "pm_card_visa" });
        const call = shop.stripe.paymentIntents.confirm(id, { amount_to_confirm: 2500 });
        expect(await errorOf(call)).toMatchObject({ statusCode: 400, param: "amount_to_confirm" });
      },
      "refuses a payment method that does not exist": async (shop) => {
        const { id } = await create(shop);
        const call = shop.stripe.paymentIntents.confirm(id, { payment_method: "pm_none" });
        expect(await errorOf(call)).toMatchObject({ code: "resource_missing", param: "payment_method" });
      },
    },
  }),

  ...checksOf("POST /v1/payment_intents/{id}/cancel", {
    results: {
      "ends what waits for a payment method, for confirmation and for the customer": async (shop) => {
        for (const made of [
          await create(shop),
          await create(shop, { payment_method: "pm_card_visa" }),
          await shop.pay(threeDSecure),
        ]) {
          const ended = await shop.stripe.paymentIntents.cancel(made.id, {
            cancellation_reason: "duplicate",
          });
          expect(ended).toMatchObject({
            status: "canceled",
            cancellation_reason: "duplicate",
            canceled_at: expect.any(Number),
            next_action: null,
          });
        }
      },
      "gives held money back": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", hold);
        expect(await shop.stripe.paymentIntents.cancel(id)).toMatchObject({
          status: "canceled",
          amount_capturable: 0,
        });
        expect(await chargesOf(shop, id)).toMatchObject([{ refunded: true, amount_refunded: 1999 }]);
      },
    },
    refusals: {
      "refuses what has succeeded": async (shop) => {
        const { id } = await shop.pay();
        const error = await errorOf(shop.stripe.paymentIntents.cancel(id));
        expect(error).toMatchObject({ code: "payment_intent_unexpected_state" });
        expect(error.message).toContain("status of succeeded");
      },
      "refuses a second time": async (shop) => {
        const { id } = await create(shop);
        await shop.stripe.paymentIntents.cancel(id);
        expect(await errorOf(shop.stripe.paymentIntents.cancel(id))).toMatchObject({
          code: "payment_intent_unexpected_state",
        });
      },
      "refuses a reason of one's own": async (shop) => {
        const { id } = await create(shop);
        const call = shop.stripe.paymentIntents.cancel(id, { cancellation_reason: "bored" as never });
        expect(await errorOf(call)).toMatchObject({ param: "cancellation_reason" });
      },
    },
    events: {
      "tells of it": async (shop) => {
        const { id } = await create(shop);
        await shop.stripe.paymentIntents.cancel(id);
        expect(await shop.history()).toEqual(["payment_intent.created", "payment_intent.canceled"]);
      },
    },
  }),

  ...checksOf("POST /v1/payment_intents/{id}/capture", {
    results: {
      "takes all that is held": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", hold);
        expect(await shop.stripe.paymentIntents.capture(id)).toMatchObject({
          status: "succeeded",
          amount_received: 1999,
          amount_capturable: 0,
        });
        expect(await chargesOf(shop, id)).toMatchObject([{ captured: true, amount_captured: 1999 }]);
      },
      "takes a part, and gives the rest back": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", hold);
        const taken = await shop.stripe.paymentIntents.capture(id, { amount_to_capture: 1500 });
        expect(taken).toMatchObject({ status: "succeeded", amount: 1999, amount_received: 1500 });
        expect(await chargesOf(shop, id)).toMatchObject([
          { amount: 1999, amount_captured: 1500, amount_refunded: 499 },
        ]);
      },
      "puts its suffix on the customer's statement": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", { ...hold, statement_descriptor_suffix: "ORDER 7" });
        const suffix = { statement_descriptor_suffix: "ORDER 7 TO BERLIN" };
        expect(await shop.stripe.paymentIntents.capture(id, suffix)).toMatchObject(suffix);
        expect(await chargesOf(shop, id)).toMatchObject([
          { ...suffix, calculated_statement_descriptor: "SANDBOX* ORDER 7 TO BE" },
        ]);
      },
    },
    refusals: {
      "refuses more than is held": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", hold);
        const call = shop.stripe.paymentIntents.capture(id, { amount_to_capture: 2000 });
        expect(await errorOf(call)).toMatchObject({ statusCode: 400, param: "amount_to_capture" });
      },
      "refuses a statement text of one's own, and a suffix that is too long": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", hold);
        for (const [param, text] of [
          ["statement_descriptor", "MUGS AND MORE"],
          ["statement_descriptor_suffix", "x".repeat(23)],
        ] as const)
          expect(await errorOf(shop.stripe.paymentIntents.capture(id, { [param]: text }))).toMatchObject({
            statusCode: 400,
            param,
          });
      },
      "refuses what is not held": async (shop) => {
        const { id } = await shop.pay();
        expect(await errorOf(shop.stripe.paymentIntents.capture(id))).toMatchObject({
          code: "payment_intent_unexpected_state",
        });
      },
      "refuses what waits for the customer": async (shop) => {
        const { id } = await shop.pay(threeDSecure, hold);
        expect(await errorOf(shop.stripe.paymentIntents.capture(id))).toMatchObject({
          code: "payment_intent_unexpected_state",
        });
      },
    },
    events: {
      "tells of the charge, then of the payment": async (shop) => {
        const { id } = await shop.pay("pm_card_visa", hold);
        await shop.stripe.paymentIntents.capture(id);
        expect((await shop.history()).slice(3, 5)).toEqual(["charge.captured", "payment_intent.succeeded"]);
      },
    },
  }),

  ...checksOf("GET /v1/payment_intents", {
    results: {
      "lists those of a customer, newest first": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const first = await create(shop, { customer });
        await create(shop);
        const last = await create(shop, { customer });
        const { data } = await shop.stripe.paymentIntents.list({ customer });
        expect(data.map(({ id }) => id)).toEqual([last.id, first.id]);
      },
    },
    pages: {
      "goes on after the last of a page, and back": async (shop) => {
        const ids: string[] = [];
        for (let n = 0; n < 3; n += 1) ids.unshift((await create(shop)).id);
        const first = await shop.stripe.paymentIntents.list({ limit: 2 });
        expect(first).toMatchObject({ has_more: true, data: [{ id: ids[0] }, { id: ids[1] }] });
        const rest = await shop.stripe.paymentIntents.list({ limit: 2, starting_after: ids[1] ?? "" });
        expect(rest).toMatchObject({ has_more: false, data: [{ id: ids[2] }] });
        const back = await shop.stripe.paymentIntents.list({ limit: 1, ending_before: ids[2] ?? "" });
        expect(back.data.map(({ id }) => id)).toEqual([ids[1]]);
      },
    },
  }),

  ...checksOf("GET /v1/payment_intents/{id}/amount_details_line_items", {
    results: {
      "lists the line items in their order": async (shop) => {
        const { id } = await create(shop, {
          amount: 300,
          amount_details: {
            line_items: [
              { product_name: "First", quantity: 1, unit_cost: 100, tax: { total_tax_amount: 20 } },
              { product_name: "Second", quantity: 2, unit_cost: 100, discount_amount: 20 },
            ],
          },
        });
        const { data } = await shop.stripe.paymentIntents.listAmountDetailsLineItems(id);
        expect(data).toMatchObject([
          { product_name: "First", tax: { total_tax_amount: 20 }, discount_amount: null },
          { product_name: "Second", discount_amount: 20, tax: null },
        ]);
      },
      "lists nothing where none was given": async (shop) => {
        const { id } = await create(shop);
        expect((await shop.stripe.paymentIntents.listAmountDetailsLineItems(id)).data).toEqual([]);
      },
    },
    pages: {
      "goes page by page": async (shop) => {
        const line_items = [1, 2, 3].map((n) => ({ product_name: `Item ${n}`, quantity: 1, unit_cost: 100 }));
        const { id } = await create(shop, { amount: 300, amount_details: { line_items } });
        const list = shop.stripe.paymentIntents.listAmountDetailsLineItems(id, { limit: 2 });
        expect((await list).has_more).toBe(true);
        const all = await list.autoPagingToArray({ limit: 10 });
        expect(all.map(({ product_name }) => product_name)).toEqual(["Item 1", "Item 2", "Item 3"]);
      },
    },
  }),
];
