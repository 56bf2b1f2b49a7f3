import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { browser, challenge, chargesOf, create, manual, threeDSecure } from "./fixtures.ts";

export const confirming = checksOf("POST /v1/payment_intents/{id}/confirm", {
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
    "lets a browser set where the goods go, and change what it has set": async (shop) => {
      const { id, client_secret } = await create(shop);
      const to = (line1: string, card: string) =>
        `payment_method=${card}&client_secret=${client_secret}&shipping[name]=Ada&shipping[address][line1]=${line1}`;
      await browser(shop, "POST", `${id}/confirm`, to("First", "pm_card_visa_chargeDeclined"));
      const answer = await browser(shop, "POST", `${id}/confirm`, to("Second", "pm_card_visa"));
      expect(answer).toMatchObject({
        status: 200,
        body: { status: "succeeded", shipping: { address: { line1: "Second" } } },
      });
    },
    "refuses a browser to say where the goods go when the server has said it": async (shop) => {
      const { id, client_secret } = await create(shop, {
        shipping: { name: "Ada", address: { line1: "First" } },
      });
      const form = `payment_method=pm_card_visa&client_secret=${client_secret}&shipping[name]=Ada&shipping[address][line1]=First`;
      expect(await browser(shop, "POST", `${id}/confirm`, form)).toMatchObject({
        status: 400,
        body: { error: { code: "payment_intent_invalid_parameter", param: "shipping" } },
      });
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
});
