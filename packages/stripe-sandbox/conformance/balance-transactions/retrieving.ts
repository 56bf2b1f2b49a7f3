import { expect } from "vitest";
import type { Shop } from "../../src/testing/open-shop.ts";
import { debit } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { booked, bookingOf } from "./fixtures.ts";

/** A payment with a card of Germany, which asks its owner first. */
async function bookedGerman(shop: Shop, currency: string) {
  const intent = await shop.pay("pm_card_authenticationRequired", {
    amount: 10_000,
    capture_method: "automatic",
    currency,
  });
  await shop.control("POST", `/3ds/${intent.id}`, { outcome: "complete" });
  const { latest_charge } = await shop.stripe.paymentIntents.retrieve(intent.id);
  return bookingOf(shop, String(latest_charge));
}

export const retrieving = checksOf("GET /v1/balance_transactions/{id}", {
  results: {
    "shows what a charge brought, less the fee": async (shop) => {
      const { id, source } = await booked(shop, "pm_card_visa", { amount: 10_000, description: "A chair" });
      expect(await shop.stripe.balanceTransactions.retrieve(id)).toMatchObject({
        id: expect.stringMatching(/^txn_/),
        amount: 10_000,
        balance_type: "payments",
        currency: "usd",
        description: "A chair",
        exchange_rate: null,
        fee: 320,
        net: 9_680,
        reporting_category: "charge",
        source,
        status: "pending",
        type: "charge",
      });
    },
    "says what the fee is for": async (shop) => {
      const { fee_details } = await booked(shop, "pm_card_visa", { amount: 10_000 });
      expect(fee_details).toEqual([
        {
          amount: 320,
          application: null,
          currency: "usd",
          description: "Stripe processing fees",
          type: "stripe_fee",
        },
      ]);
    },
    "takes 1.5 % more of a card from abroad": async (shop) => {
      expect((await bookedGerman(shop, "usd")).fee).toBe(470);
    },
    "takes the European price of a European card in euro": async (shop) => {
      expect((await bookedGerman(shop, "eur")).fee).toBe(175);
    },
    "takes the international price of an American card in euro": async (shop) => {
      expect((await booked(shop, "pm_card_visa", { amount: 10_000, currency: "eur" })).fee).toBe(350);
    },
    "takes the price for European cards in pounds": async (shop) => {
      expect((await bookedGerman(shop, "gbp")).fee).toBe(270);
    },
    "takes no fixed part in yen": async (shop) => {
      expect((await booked(shop, "pm_card_visa", { amount: 10_000, currency: "jpy" })).fee).toBe(360);
    },
    "takes 35 cents of a direct debit, and of its refund nothing": async (shop) => {
      const { id } = await debit(shop);
      await shop.control("POST", "/clock", { advanceMs: 6_000 });
      await shop.stripe.refunds.create({ payment_intent: id, amount: 999 });
      const { data } = await shop.stripe.balanceTransactions.list();
      expect(data).toMatchObject([
        { fee: 0, net: -999, reporting_category: "refund", type: "payment_refund" },
        { fee: 35, net: 1964, reporting_category: "charge", type: "payment" },
      ]);
    },
    "rounds the fee to whole minor units": async (shop) => {
      expect((await booked(shop, "pm_card_visa", { amount: 1_999 })).fee).toBe(88);
    },
    "takes the fee of what was captured only": async (shop) => {
      const { id, latest_charge } = await shop.pay("pm_card_visa", {
        amount: 20_000,
        capture_method: "manual",
      });
      await shop.stripe.paymentIntents.capture(id, { amount_to_capture: 10_000 });
      expect(await bookingOf(shop, String(latest_charge))).toMatchObject({ amount: 10_000, fee: 320 });
    },
  },
  states: {
    "is pending until midnight two days later": async (shop) => {
      const { id, available_on, created } = await booked(shop);
      expect(available_on % 86_400).toBe(0);
      expect(available_on - created).toBeGreaterThan(86_400);
      await shop.control("POST", "/clock", { now: available_on - 1 });
      expect((await shop.stripe.balanceTransactions.retrieve(id)).status).toBe("pending");
      await shop.control("POST", "/clock", { now: available_on });
      expect((await shop.stripe.balanceTransactions.retrieve(id)).status).toBe("available");
    },
    "is not made for money that is only held": async (shop) => {
      await shop.pay("pm_card_visa", { capture_method: "manual" });
      await shop.control("POST", "/clock", { advanceMs: 1_000 });
      expect((await shop.stripe.balanceTransactions.list()).data).toEqual([]);
    },
  },
  expansion: {
    "expands the charge, the refund or the dispute it comes from": async (shop) => {
      const { latest_charge } = await shop.pay("pm_card_visa", { capture_method: "automatic" });
      const charge = String(latest_charge);
      await shop.stripe.refunds.create({ charge, amount: 100 });
      await shop.control("POST", `/charges/${charge}/dispute`, {});
      const { data } = await shop.stripe.balanceTransactions.list({ expand: ["data.source"] });
      const sources = data.map(({ source }) => (source as { object: string }).object);
      expect(sources).toEqual(["dispute", "refund", "charge"]);
    },
  },
});
