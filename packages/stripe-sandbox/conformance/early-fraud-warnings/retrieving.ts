import { expect } from "vitest";
import type { Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { warned } from "./fixtures.ts";

const kinds = ["radar.early_fraud_warning.created", "radar.early_fraud_warning.updated"];

const warningEvents = async (shop: Shop) => (await shop.history()).filter((type) => kinds.includes(type));

export const retrieving = checksOf("GET /v1/radar/early_fraud_warnings/{id}", {
  results: {
    "shows what the bank said of a charge": async (shop) => {
      const { warning, intent, charge } = await warned(shop);
      expect(await shop.stripe.radar.earlyFraudWarnings.retrieve(warning.id)).toMatchObject({
        id: expect.stringMatching(/^issfr_/),
        object: "radar.early_fraud_warning",
        actionable: true,
        charge,
        fraud_type: "unauthorized_use_of_card",
        livemode: false,
        payment_intent: intent.id,
      });
    },
    "is made by hand for any charge, with a type of fraud": async (shop) => {
      const { latest_charge } = await shop.pay();
      const made = await shop.control("POST", `/charges/${latest_charge}/early_fraud_warning`, {
        fraud_type: "made_with_stolen_card",
      });
      expect(await shop.stripe.radar.earlyFraudWarnings.retrieve(String(made.id))).toMatchObject({
        actionable: true,
        charge: latest_charge,
        fraud_type: "made_with_stolen_card",
      });
    },
    "comes after the charge was captured, not while the money is held": async (shop) => {
      const held = await shop.pay("pm_card_createIssuerFraudRecord", { capture_method: "manual" });
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      expect((await shop.stripe.radar.earlyFraudWarnings.list()).data).toEqual([]);
      await shop.stripe.paymentIntents.capture(held.id);
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      expect((await shop.stripe.radar.earlyFraudWarnings.list()).data).toHaveLength(1);
    },
    "opens no dispute": async (shop) => {
      const { charge } = await warned(shop);
      expect((await shop.stripe.disputes.list()).data).toEqual([]);
      expect((await shop.stripe.charges.retrieve(charge)).disputed).toBe(false);
    },
  },
  states: {
    "is actionable until all money is given back": async (shop) => {
      const { warning, charge } = await warned(shop);
      const actionable = async () =>
        (await shop.stripe.radar.earlyFraudWarnings.retrieve(warning.id)).actionable;
      await shop.stripe.refunds.create({ charge, amount: 999 });
      expect(await actionable()).toBe(true);
      await shop.stripe.refunds.create({ charge });
      expect(await actionable()).toBe(false);
    },
    "is not actionable once the charge is disputed": async (shop) => {
      const { warning, charge } = await warned(shop);
      await shop.control("POST", `/charges/${charge}/dispute`, {});
      const after = await shop.stripe.radar.earlyFraudWarnings.retrieve(warning.id);
      expect(after.actionable).toBe(false);
    },
    "is not actionable from the start when the charge is disputed already": async (shop) => {
      const { latest_charge } = await shop.pay();
      await shop.control("POST", `/charges/${latest_charge}/dispute`, {});
      const made = await shop.control("POST", `/charges/${latest_charge}/early_fraud_warning`, {});
      expect(made.actionable).toBe(false);
    },
  },
  refusals: {
    "names the warning that does not exist": async (shop) => {
      const { status, body } = await shop.call("GET", "/v1/radar/early_fraud_warnings/issfr_none");
      expect(status).toBe(404);
      expect(body.error.message).toBe("No such early fraud warning: 'issfr_none'");
    },
    "is not made of a type of fraud that Stripe does not have": async (shop) => {
      const { latest_charge } = await shop.pay();
      const { error } = await shop.control("POST", `/charges/${latest_charge}/early_fraud_warning`, {
        fraud_type: "tricked",
      });
      expect(error.message).toContain("made_with_stolen_card");
    },
    "is not made of a charge that failed": async (shop) => {
      await shop.pay("pm_card_chargeDeclined").catch(() => {});
      const [charge] = (await shop.stripe.charges.list()).data;
      const { error } = await shop.control("POST", `/charges/${charge?.id}/early_fraud_warning`, {});
      expect(error.message).toContain("no bank warns");
    },
  },
  events: {
    "tell that it was made": async (shop) => {
      const { warning } = await warned(shop);
      const event = await shop.receiver.arrival("radar.early_fraud_warning.created");
      expect(event.data.object).toMatchObject({ id: warning.id, actionable: true });
    },
    "tell once that it is not actionable any more": async (shop) => {
      const { charge } = await warned(shop);
      await shop.stripe.refunds.create({ charge });
      const event = await shop.receiver.arrival("radar.early_fraud_warning.updated");
      expect(event.data).toMatchObject({
        object: { actionable: false },
        previous_attributes: { actionable: true },
      });
      expect(await warningEvents(shop)).toEqual(kinds);
    },
    "tell nothing of a refund of a part": async (shop) => {
      const { charge } = await warned(shop);
      await shop.stripe.refunds.create({ charge, amount: 1 });
      expect(await warningEvents(shop)).toEqual(kinds.slice(0, 1));
    },
  },
  expansion: {
    "expands the charge and the payment intent": async (shop) => {
      const { warning, charge, intent } = await warned(shop);
      const full = await shop.stripe.radar.earlyFraudWarnings.retrieve(warning.id, {
        expand: ["charge", "payment_intent"],
      });
      expect(full).toMatchObject({ charge: { id: charge }, payment_intent: { id: intent.id } });
    },
  },
});
