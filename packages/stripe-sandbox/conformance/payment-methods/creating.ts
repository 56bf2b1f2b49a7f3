import { expect } from "vitest";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

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

export const creating = checksOf("POST /v1/payment_methods", {
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
});
