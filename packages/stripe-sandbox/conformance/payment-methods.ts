import { expect } from "vitest";
import { errorOf, payment, type Shop } from "../src/testing/open-shop.ts";
import { account, mandateData } from "../src/testing/sepa.ts";
import { checksOf } from "./check.ts";

/** A customer with a card. */
async function owner({ stripe }: Shop, card = "pm_card_visa") {
  const { id: customer } = await stripe.customers.create();
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  return { customer, id };
}

/** A card as a browser sends it: with the publishable key. */
const typed = (shop: Shop, card: Record<string, string | number>) =>
  shop.call("POST", "/v1/payment_methods", {
    form: `type=card&${Object.entries(card)
      .map(([name, value]) => `card[${name}]=${value}`)
      .join("&")}`,
    key: shop.sandbox.publishableKey,
  });
const good = { number: "4242424242424242", exp_month: 12, exp_year: 40, cvc: "123" };

const refusesCard =
  (change: Record<string, string | number>, code: string, param: string) => async (shop: Shop) => {
    expect(await typed(shop, { ...good, ...change })).toMatchObject({
      status: 402,
      body: { error: { type: "card_error", code, param } },
    });
  };

export const paymentMethodChecks = [
  ...checksOf("POST /v1/payment_methods", {
    results: {
      "takes a test card, and shows no number": async (shop) => {
        const { status, body } = await typed(shop, good);
        expect(status).toBe(200);
        expect(body).toMatchObject({
          type: "card",
          card: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2040 },
        });
        expect(JSON.stringify(body)).not.toContain(good.number);
      },
      "takes a token": async ({ stripe }) => {
        const made = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_mastercard" } });
        expect(made.card?.brand).toBe("mastercard");
      },
      "knows cards of other countries": async (shop) => {
        const { payment_method } = await shop.pay("pm_card_de", { expand: ["payment_method"] });
        expect(payment_method).toMatchObject({ card: { country: "DE", last4: "0016" } });
      },
      "gives one card one fingerprint": async ({ stripe }) => {
        const make = (token: string) => stripe.paymentMethods.create({ type: "card", card: { token } });
        const [one, again, other] = [
          await make("tok_visa"),
          await make("tok_visa"),
          await make("tok_mastercard"),
        ];
        expect(one.id).not.toBe(again.id);
        expect(one.card?.fingerprint).toBe(again.card?.fingerprint);
        expect(one.card?.fingerprint).not.toBe(other.card?.fingerprint);
      },
      "keeps owner, metadata and whether it may be shown again": async ({ stripe }) => {
        const made = await stripe.paymentMethods.create({
          type: "card",
          card: { token: "tok_visa" },
          billing_details: { name: "Ada", email: "ada@example.com", address: { country: "AT" } },
          metadata: { a: "b" },
          allow_redisplay: "always",
        });
        expect(made).toMatchObject({
          billing_details: { name: "Ada", address: { country: "AT", city: null }, phone: null },
          metadata: { a: "b" },
          allow_redisplay: "always",
        });
      },
    },
    refusals: {
      "refuses a number whose check digit is wrong": refusesCard(
        { number: "4242424242424241" },
        "incorrect_number",
        "number",
      ),
      "refuses a number that is good but no test number": refusesCard(
        { number: "4111111111111111" },
        "card_declined",
        "number",
      ),
      "refuses a thirteenth month": refusesCard({ exp_month: 13 }, "invalid_expiry_month", "exp_month"),
      "refuses a year that is over": refusesCard({ exp_year: 2020 }, "invalid_expiry_year", "exp_year"),
      "refuses two digits for a code": refusesCard({ cvc: "12" }, "invalid_cvc", "cvc"),
      "asks for the type": async ({ call }) => {
        expect(await call("POST", "/v1/payment_methods", { form: "metadata[a]=b" })).toMatchObject({
          status: 400,
          body: { error: { code: "parameter_missing", param: "type" } },
        });
      },
      "says that it does not cover wallets": async ({ stripe }) => {
        expect((await errorOf(stripe.paymentMethods.create({ type: "paypal" }))).statusCode).toBe(501);
      },
    },
  }),

  ...checksOf("POST /v1/payment_methods/{id}", {
    results: {
      "has another date and owner": async (shop) => {
        const { id } = await owner(shop);
        const changed = await shop.stripe.paymentMethods.update(id, {
          card: { exp_month: 3, exp_year: 2041 },
          billing_details: { name: "Grace" },
        });
        expect(changed).toMatchObject({
          card: { exp_month: 3, exp_year: 2041, last4: "4242" },
          billing_details: { name: "Grace" },
        });
      },
    },
    refusals: {
      "refuses what belongs to nobody": async ({ stripe }) => {
        const { id } = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
        expect(await errorOf(stripe.paymentMethods.update(id, { metadata: { a: "b" } }))).toMatchObject({
          statusCode: 400,
        });
      },
    },
    events: {
      "tells what was before": async (shop) => {
        const { id } = await owner(shop);
        await shop.stripe.paymentMethods.update(id, { card: { exp_month: 3 } });
        const { data } = await shop.stripe.events.list({ type: "payment_method.updated" });
        expect(data[0]?.data.previous_attributes).toEqual({ card: { exp_month: 12 } });
      },
    },
  }),

  ...checksOf("POST /v1/payment_methods/{id}/attach", {
    results: {
      "makes a card of its own of a name": async (shop) => {
        const { id, customer } = await owner(shop);
        expect(await shop.stripe.paymentMethods.retrieve(id)).toMatchObject({ customer });
      },
      "does nothing the second time": async (shop) => {
        const { id, customer } = await owner(shop);
        expect((await shop.stripe.paymentMethods.attach(id, { customer })).customer).toBe(customer);
        expect((await shop.history()).filter((type) => type === "payment_method.attached")).toHaveLength(1);
      },
      "lets an account be debited with a mandate": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { id } = await account(shop);
        await shop.stripe.paymentMethods.attach(id, { customer });
        const paid = await shop.pay(id, { currency: "eur", customer, mandate_data: mandateData });
        expect(paid.status).toBe("processing");
      },
    },
    refusals: {
      "declines a card that declines": async (shop) => {
        expect(await errorOf(owner(shop, "pm_card_visa_chargeDeclined"))).toMatchObject({
          statusCode: 402,
          code: "card_declined",
        });
      },
      "refuses another customer's card": async (shop) => {
        const { id } = await owner(shop);
        const { id: customer } = await shop.stripe.customers.create();
        expect(await errorOf(shop.stripe.paymentMethods.attach(id, { customer }))).toMatchObject({
          statusCode: 400,
          code: undefined,
        });
      },
      "refuses a customer that does not exist": async ({ stripe }) => {
        const call = stripe.paymentMethods.attach("pm_card_visa", { customer: "cus_none" });
        expect(await errorOf(call)).toMatchObject({ code: "resource_missing", param: "customer" });
      },
    },
  }),

  ...checksOf("POST /v1/payment_methods/{id}/detach", {
    results: {
      "takes a card from its customer for good": async (shop) => {
        const { id, customer } = await owner(shop);
        expect((await shop.stripe.paymentMethods.detach(id)).customer).toBeNull();
        expect((await shop.stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
        expect(await errorOf(shop.stripe.paymentMethods.attach(id, { customer }))).toMatchObject({
          statusCode: 400,
        });
      },
    },
    refusals: {
      "refuses a second time": async (shop) => {
        const { id } = await owner(shop);
        await shop.stripe.paymentMethods.detach(id);
        expect(await errorOf(shop.stripe.paymentMethods.detach(id))).toMatchObject({ statusCode: 400 });
      },
    },
    events: {
      "tells whose it was": async (shop) => {
        const { id, customer } = await owner(shop);
        await shop.stripe.paymentMethods.detach(id);
        const { data } = await shop.stripe.events.list({ type: "payment_method.detached" });
        expect(data[0]?.data).toMatchObject({
          object: { id, customer: null },
          previous_attributes: { customer },
        });
      },
    },
  }),

  ...checksOf("GET /v1/payment_methods/{id}", {
    results: {
      "is found when it has paid and cannot be used again": async (shop) => {
        const { payment_method } = await shop.pay();
        const id = String(payment_method);
        expect((await shop.stripe.paymentMethods.retrieve(id)).customer).toBeNull();
        const call = shop.stripe.paymentIntents.create({ ...payment, payment_method: id });
        expect((await errorOf(call)).message).toContain("may not be used again");
      },
    },
    expansion: {
      "expands the customer": async (shop) => {
        const { id, customer } = await owner(shop);
        const found = await shop.stripe.paymentMethods.retrieve(id, { expand: ["customer"] });
        expect(found.customer).toMatchObject({ object: "customer", id: customer });
      },
    },
  }),
];
