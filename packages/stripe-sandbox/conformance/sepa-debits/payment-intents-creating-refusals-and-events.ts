import { expect } from "vitest";
import { errorOf, payment } from "../../src/testing/open-shop.ts";
import { account, debit, ibans, mandateData } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { minutes, wait } from "./fixtures.ts";

export const paymentIntentsCreatingRefusalsAndEvents = checksOf("POST /v1/payment_intents", {
  refusals: {
    "refuses a debit without a mandate, and keeps the payment": async (shop) => {
      const { id } = await account(shop);
      const error = await errorOf(shop.pay(id, { currency: "eur" }));
      expect(error).toMatchObject({ statusCode: 400, payment_intent: { status: "requires_confirmation" } });
      expect(error.message).toContain("requires a mandate");
      const { data } = await shop.stripe.paymentIntents.list();
      expect(data.map(({ status }) => status)).toEqual(["requires_confirmation"]);
    },
    "refuses an account for dollars": async (shop) => {
      const { id } = await account(shop);
      expect(await errorOf(shop.pay(id, { mandate_data: mandateData }))).toMatchObject({
        statusCode: 400,
        code: "payment_intent_incompatible_payment_method",
        param: "payment_method",
      });
    },
    "refuses an account where only cards are allowed": async (shop) => {
      const error = await errorOf(debit(shop, ibans.succeeds, { allowed_payment_method_types: ["card"] }));
      expect(error).toMatchObject({ code: "payment_intent_incompatible_payment_method" });
    },
    "refuses an account to hold money from": async (shop) => {
      const error = await errorOf(debit(shop, ibans.succeeds, { capture_method: "manual" }));
      expect(error).toMatchObject({ code: "payment_intent_incompatible_payment_method" });
    },
    "refuses to allow nothing but SEPA for dollars": async ({ stripe }) => {
      const call = stripe.paymentIntents.create({
        ...payment,
        allowed_payment_method_types: ["sepa_debit"],
      });
      expect(await errorOf(call)).toMatchObject({
        statusCode: 400,
        param: "allowed_payment_method_types",
      });
    },
    "refuses an account that has been debited for nobody": async (shop) => {
      const { id } = await account(shop);
      await shop.pay(id, { currency: "eur", mandate_data: mandateData });
      const error = await errorOf(shop.pay(id, { currency: "eur", mandate_data: mandateData }));
      expect(error.message).toContain("may not be used again");
    },
    "refuses a target_date of tomorrow": async (shop) => {
      const day = new Date(Date.now() + 24 * 60 * minutes(1)).toISOString().slice(0, 10);
      const error = await errorOf(
        debit(shop, ibans.succeeds, { payment_method_options: { sepa_debit: { target_date: day } } }),
      );
      expect(error.param).toBe("payment_method_options[sepa_debit][target_date]");
    },
  },
  events: {
    "tells of a debit that is paid": async (shop) => {
      await debit(shop);
      await wait(shop, 6000);
      expect(await shop.history()).toEqual([
        "payment_intent.created",
        "charge.pending",
        "payment_intent.processing",
        "charge.succeeded",
        "payment_intent.succeeded",
        "charge.updated",
      ]);
    },
    "tells of a debit that comes back": async (shop) => {
      await debit(shop, ibans.fails);
      await wait(shop, 6000);
      expect((await shop.history()).slice(3)).toEqual(["charge.failed", "payment_intent.payment_failed"]);
    },
    "names no request for what a bank did": async (shop) => {
      await debit(shop);
      await wait(shop, 6000);
      const { data } = await shop.stripe.events.list({ type: "payment_intent.succeeded" });
      expect(data[0]?.request).toEqual({ id: null, idempotency_key: null });
    },
  },
});
