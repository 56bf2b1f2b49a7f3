import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { booked } from "./fixtures.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export const listChecks = checksOf("GET /v1/balance_transactions", {
  results: {
    "adds up to what is left of a payment, a refund that failed, and a lost dispute": async (shop) => {
      const { latest_charge } = await shop.pay("pm_card_refundFail", {
        amount: 10_000,
        capture_method: "automatic",
      });
      const charge = String(latest_charge);
      await shop.stripe.refunds.create({ charge, amount: 4_000 });
      await shop.control("POST", "/clock", { advanceMs: 5_000 });
      const dispute = await shop.control("POST", `/charges/${charge}/dispute`, {});
      await shop.control("POST", `/disputes/${dispute.id}`, { outcome: "lose" });
      const { data } = await shop.stripe.balanceTransactions.list();
      expect(data.map(({ reporting_category, net }) => [reporting_category, net])).toEqual([
        ["dispute", -11_500],
        ["refund_failure", 4_000],
        ["refund", -4_000],
        ["charge", 9_680],
      ]);
    },
    "finds bookings by type": async (shop) => {
      const { source } = await booked(shop);
      const refund = await shop.stripe.refunds.create({ charge: String(source) });
      const { data } = await shop.stripe.balanceTransactions.list({ type: "refund" });
      expect(data.map((one) => one.source)).toEqual([refund.id]);
      expect((await shop.stripe.balanceTransactions.list({ type: "payout" })).data).toEqual([]);
    },
    "finds bookings by currency": async (shop) => {
      await booked(shop);
      const { id } = await booked(shop, "pm_card_visa", { currency: "eur" });
      const { data } = await shop.stripe.balanceTransactions.list({ currency: "EUR" });
      expect(data.map((one) => one.id)).toEqual([id]);
    },
    "finds bookings by what they come from": async (shop) => {
      const { source } = await booked(shop);
      const refund = await shop.stripe.refunds.create({ charge: String(source) });
      const { data } = await shop.stripe.balanceTransactions.list({ source: refund.id });
      expect(data.map(({ type }) => type)).toEqual(["refund"]);
    },
    "finds bookings by time": async (shop) => {
      const first = await booked(shop);
      await shop.control("POST", "/clock", { advanceMs: DAY_MS });
      const second = await booked(shop);
      const ids = async (created: object) =>
        (await shop.stripe.balanceTransactions.list({ created })).data.map(({ id }) => id);
      expect(await ids({ gt: first.created })).toEqual([second.id]);
      expect(await ids({ lte: first.created })).toEqual([first.id]);
    },
    "shows each as it is now": async (shop) => {
      const first = await booked(shop);
      await shop.control("POST", "/clock", { now: first.available_on });
      await booked(shop);
      const { data } = await shop.stripe.balanceTransactions.list();
      expect(data.map(({ status }) => status)).toEqual(["pending", "available"]);
    },
  },
  refusals: {
    "knows no other payout": async (shop) => {
      const answer = await shop.call("GET", "/v1/balance_transactions", { form: "payout=po_1" });
      expect(answer).toMatchObject({ status: 400, body: { error: { code: "resource_missing" } } });
    },
  },
  pages: {
    "pages from newest to oldest, within a filter too": async (shop) => {
      const euro = await booked(shop, "pm_card_visa", { currency: "eur" });
      await booked(shop);
      const latest = await booked(shop, "pm_card_visa", { currency: "eur" });
      const first = await shop.stripe.balanceTransactions.list({ currency: "eur", limit: 1 });
      expect(first).toMatchObject({ has_more: true, data: [{ id: latest.id }] });
      const rest = await shop.stripe.balanceTransactions.list({
        currency: "eur",
        starting_after: latest.id,
      });
      expect(rest).toMatchObject({ has_more: false, data: [{ id: euro.id }] });
    },
  },
});
