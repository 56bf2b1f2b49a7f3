import { expect } from "vitest";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

/** As a test of a shop makes one, without a browser. */
const tokenOf = ({ stripe }: Shop, payment_method = "pm_card_visa") =>
  stripe.testHelpers.confirmationTokens.create({ payment_method, return_url: "https://shop.example/thanks" });

const pay = ({ stripe }: Shop, confirmation_token: string) =>
  stripe.paymentIntents.create({ amount: 1999, currency: "usd", confirm: true, confirmation_token });

export const confirmationTokenChecks = [
  ...checksOf("POST /v1/test_helpers/confirmation_tokens", {
    results: {
      "shows what will be charged, without its id, for twelve hours": async (shop) => {
        const token = await tokenOf(shop);
        expect(token).toMatchObject({
          id: expect.stringMatching(/^ctoken_/),
          expires_at: token.created + 12 * 3600,
          payment_intent: null,
          payment_method_preview: { type: "card", card: { brand: "visa", last4: "4242" } },
          return_url: "https://shop.example/thanks",
        });
        expect(token.payment_method_preview).not.toHaveProperty("id");
      },
      "takes new details, and keeps the address they are sent to": async ({ stripe }) => {
        const shipping = { name: "Ada", address: { line1: "1 Long Road", country: "US" } };
        const token = await stripe.testHelpers.confirmationTokens.create({
          payment_method_data: {
            type: "sepa_debit",
            sepa_debit: { iban: "AT611904300234573201" },
            billing_details: { name: "Ada", email: "ada@example.com" },
          },
          shipping,
        });
        expect(token).toMatchObject({ shipping, payment_method_preview: { type: "sepa_debit" } });
      },
    },
    refusals: {
      "refuses to be made of nothing": async ({ stripe }) => {
        const error = await errorOf(stripe.testHelpers.confirmationTokens.create({}));
        expect(error).toMatchObject({ statusCode: 400, param: "payment_method" });
      },
      "refuses a return URL that is no address of the web": async ({ stripe }) => {
        const token = { payment_method: "pm_card_visa", return_url: "javascript:alert(1)" };
        const error = await errorOf(stripe.testHelpers.confirmationTokens.create(token));
        expect(error).toMatchObject({ statusCode: 400, code: "url_invalid", param: "return_url" });
      },
    },
  }),
  ...checksOf("GET /v1/confirmation_tokens/{id}", {
    results: {
      "shows for which payment it was used": async (shop) => {
        const { id } = await tokenOf(shop);
        const intent = await pay(shop, id);
        expect(await shop.stripe.confirmationTokens.retrieve(id)).toMatchObject({
          expires_at: null,
          payment_intent: intent.id,
        });
      },
    },
  }),
  ...checksOf("POST /v1/payment_intents", {
    results: {
      "pays with a confirmation token": async (shop) => {
        const { id } = await tokenOf(shop);
        expect(await pay(shop, id)).toMatchObject({ status: "succeeded" });
      },
    },
    refusals: {
      "takes a confirmation token once": async (shop) => {
        const { id } = await tokenOf(shop);
        await pay(shop, id);
        const error = await errorOf(pay(shop, id));
        expect(error).toMatchObject({ statusCode: 400, param: "confirmation_token" });
        expect(error.message).toContain("already been used");
      },
      "takes a confirmation token once, also when the bank declines": async (shop) => {
        const { id } = await tokenOf(shop, "pm_card_visa_chargeDeclined");
        expect(await errorOf(pay(shop, id))).toMatchObject({ statusCode: 402, code: "card_declined" });
        expect((await errorOf(pay(shop, id))).message).toContain("already been used");
      },
      "does not take a confirmation token that has expired": async (shop) => {
        const { id } = await tokenOf(shop);
        await shop.control("POST", "/clock", { advanceMs: 12 * 3600_000 });
        expect((await errorOf(pay(shop, id))).message).toContain("has expired");
      },
      "takes a confirmation token only when it confirms": async (shop) => {
        const { id } = await tokenOf(shop);
        const error = await errorOf(
          shop.stripe.paymentIntents.create({ amount: 1999, currency: "usd", confirmation_token: id }),
        );
        expect(error).toMatchObject({ statusCode: 400, param: "confirmation_token" });
      },
      "takes no payment method beside a confirmation token": async (shop) => {
        const { id } = await tokenOf(shop);
        const error = await errorOf(
          shop.stripe.paymentIntents.create({
            amount: 1999,
            currency: "usd",
            confirm: true,
            confirmation_token: id,
            payment_method: "pm_card_visa",
          }),
        );
        expect(error).toMatchObject({ statusCode: 400, code: "parameters_exclusive" });
      },
    },
  }),
  ...checksOf("POST /v1/payment_intents/{id}/confirm", {
    results: {
      "takes the return address from a confirmation token": async (shop) => {
        const { id } = await tokenOf(shop, "pm_card_threeDSecure2Required");
        const intent = await shop.stripe.paymentIntents.create({ amount: 1999, currency: "usd" });
        expect(await shop.stripe.paymentIntents.confirm(intent.id, { confirmation_token: id })).toMatchObject(
          {
            status: "requires_action",
            next_action: { redirect_to_url: { return_url: "https://shop.example/thanks" } },
          },
        );
      },
    },
  }),
  ...checksOf("POST /v1/setup_intents/{id}/confirm", {
    results: {
      "saves what is in a confirmation token": async (shop) => {
        const { id } = await tokenOf(shop);
        const customer = await shop.stripe.customers.create();
        const intent = await shop.stripe.setupIntents.create({ customer: customer.id });
        expect(await shop.stripe.setupIntents.confirm(intent.id, { confirmation_token: id })).toMatchObject({
          status: "succeeded",
        });
        expect(await shop.stripe.confirmationTokens.retrieve(id)).toMatchObject({ setup_intent: intent.id });
      },
    },
  }),
];
