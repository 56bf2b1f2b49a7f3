import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { chargesOf, hold, threeDSecure } from "./fixtures.ts";

export const capturing = checksOf("POST /v1/payment_intents/{id}/capture", {
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
});
