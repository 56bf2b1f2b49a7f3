import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { closedAs, decide, read, reviewed } from "./fixtures.ts";

export const retrievingResultsAndStates = checksOf("GET /v1/reviews/{id}", {
  results: {
    "shows the review of a payment with elevated risk": async (shop) => {
      const billing_details = { address: { postal_code: "8010", country: "AT" } };
      const method = await shop.stripe.paymentMethods.create({
        type: "card",
        card: { number: "4000000000009235", exp_month: 12, exp_year: 2034 },
        billing_details,
      });
      const { review, charge, intent } = await reviewed(shop, {}, method.id);
      expect(await read(shop, review)).toMatchObject({
        id: expect.stringMatching(/^prv_/),
        object: "review",
        billing_zip: "8010",
        charge,
        closed_reason: null,
        ip_address: null,
        ip_address_location: null,
        livemode: false,
        open: true,
        opened_reason: "rule",
        payment_intent: intent.id,
        reason: "rule",
        session: null,
      });
    },
    "takes the money all the same, and says why somebody should look": async (shop) => {
      const { intent, charge, review } = await reviewed(shop);
      expect(intent.status).toBe("succeeded");
      expect(await shop.stripe.charges.retrieve(charge)).toMatchObject({
        paid: true,
        review,
        outcome: {
          network_status: "approved_by_network",
          reason: "elevated_risk_level",
          risk_level: "elevated",
          type: "manual_review",
        },
      });
    },
    "is of no other payment": async (shop) => {
      const { review, latest_charge } = await shop.pay();
      expect(review).toBeNull();
      const { outcome } = await shop.stripe.charges.retrieve(String(latest_charge));
      expect(outcome).toMatchObject({ risk_level: "normal", type: "authorized" });
    },
    "is opened by hand for any paid charge": async (shop) => {
      const { id, latest_charge } = await shop.pay();
      const made = await shop.control("POST", `/charges/${latest_charge}/review`);
      expect(await read(shop, String(made.id))).toMatchObject({
        charge: latest_charge,
        open: true,
        opened_reason: "manual",
        payment_intent: id,
        reason: "manual",
      });
      expect((await shop.stripe.paymentIntents.retrieve(id)).review).toBe(made.id);
      expect((await shop.stripe.charges.retrieve(String(latest_charge))).review).toBe(made.id);
    },
    "comes while the money is only held": async (shop) => {
      const { intent, review } = await reviewed(shop, { capture_method: "manual" });
      expect(intent.status).toBe("requires_capture");
      const captured = await shop.stripe.paymentIntents.capture(intent.id);
      expect(captured).toMatchObject({ status: "succeeded", review });
      expect((await read(shop, review)).open).toBe(true);
    },
  },
  states: {
    "ends with a refund of everything": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.stripe.refunds.create({ charge, amount: 999 });
      expect((await read(shop, review)).open).toBe(true);
      await shop.stripe.refunds.create({ charge });
      expect(await read(shop, review)).toMatchObject(closedAs("refunded"));
    },
    "ends with a refund for fraud": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.stripe.refunds.create({ charge, reason: "fraudulent" });
      expect(await read(shop, review)).toMatchObject(closedAs("refunded_as_fraud"));
    },
    "ends with a dispute": async (shop) => {
      const { charge, review } = await reviewed(shop);
      await shop.control("POST", `/charges/${charge}/dispute`, {});
      expect(await read(shop, review)).toMatchObject(closedAs("disputed"));
    },
    "ends with the hold on the money: canceled": async (shop) => {
      const first = await reviewed(shop, { capture_method: "manual" });
      await shop.stripe.paymentIntents.cancel(first.intent.id);
      expect(await read(shop, first.review)).toMatchObject(closedAs("canceled"));
      const second = await reviewed(shop, { capture_method: "manual" });
      await shop.control("POST", `/payment_intents/${second.intent.id}/expire`);
      expect(await read(shop, second.review)).toMatchObject(closedAs("canceled"));
    },
    "is decided in the Dashboard": async (shop) => {
      for (const [outcome, reason] of [
        ["approve", "approved"],
        ["refund", "refunded"],
        ["refund_as_fraud", "refunded_as_fraud"],
        ["dispute", "disputed"],
      ] as const) {
        const { review } = await reviewed(shop);
        expect(await decide(shop, review, outcome)).toMatchObject({ id: review, ...closedAs(reason) });
      }
      const { data } = await shop.stripe.refunds.list();
      expect(data.map(({ reason, amount }) => [reason, amount])).toEqual([
        ["fraudulent", 1999],
        [null, 1999],
      ]);
    },
    "is opened again by hand after it was closed": async (shop) => {
      const { charge, intent, review } = await reviewed(shop);
      await shop.stripe.reviews.approve(review);
      const again = await shop.control("POST", `/charges/${charge}/review`);
      expect(again).toMatchObject({ open: true, opened_reason: "manual" });
      expect((await shop.stripe.paymentIntents.retrieve(intent.id)).review).toBe(again.id);
    },
  },
});
