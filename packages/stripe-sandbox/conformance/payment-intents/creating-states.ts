import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { challenge, chargesOf, create, hold, manual, threeDSecure } from "./fixtures.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export const creatingStates = checksOf("POST /v1/payment_intents", {
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
      expect(data).toMatchObject([{ status: "requires_payment_method", latest_charge: expect.any(String) }]);
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
});
