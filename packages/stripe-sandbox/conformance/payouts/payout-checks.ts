import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { type Check, checksOf } from "../check.ts";
import { daysLater, itemsOf, paidOut } from "./fixtures.ts";

export const payoutChecks: readonly Check[] = [
  ...checksOf("GET /v1/payouts", {
    results: {
      "is empty before money is available": async (shop) => {
        await shop.pay("pm_card_visa", { capture_method: "automatic" });
        expect((await shop.stripe.payouts.list()).data).toEqual([]);
      },
      "has one a day of each currency, all that became available": async (shop) => {
        await shop.pay("pm_card_visa", { amount: 10_000, capture_method: "automatic" });
        await shop.pay("pm_card_de", { amount: 10_000, capture_method: "automatic", currency: "eur" });
        await daysLater(shop, 1);
        await shop.pay("pm_card_visa", { amount: 20_000, capture_method: "automatic" });
        await daysLater(shop, 4);
        const { data } = await shop.stripe.payouts.list();
        const of = (wanted: string) =>
          data.filter(({ currency }) => currency === wanted).map(({ amount }) => amount);
        expect([of("usd"), of("eur")]).toEqual([[19_390, 9_680], [9_825]]);
      },
      "takes off what refunds and disputes have taken, and adds up to the unit": async (shop) => {
        const { latest_charge } = await shop.pay("pm_card_visa", {
          amount: 10_000,
          capture_method: "automatic",
        });
        await shop.stripe.refunds.create({ charge: String(latest_charge), amount: 2_500 });
        await shop.pay("pm_card_createDispute", { amount: 1_000, capture_method: "automatic" });
        await daysLater(shop, 3);
        const [payout] = (await shop.stripe.payouts.list()).data;
        const items = await itemsOf(shop, payout?.id ?? "");
        expect(items).toHaveLength(5);
        expect(items).toContainEqual(["payout", -(payout?.amount ?? 0)]);
        expect(items).toContainEqual(["adjustment", -2_500]);
        expect(items.reduce((sum, [, net]) => sum + Number(net), 0)).toBe(0);
        const { available, pending } = await shop.stripe.balance.retrieve();
        expect([...available, ...pending].map(({ amount }) => amount)).toEqual([0, 0]);
      },
      "waits for later payments when refunds have taken more": async (shop) => {
        const { charge } = await paidOut(shop);
        await shop.stripe.refunds.create({ charge });
        await daysLater(shop, 3);
        expect((await shop.stripe.payouts.list()).data).toHaveLength(1);
        await shop.pay("pm_card_visa", { amount: 20_000, capture_method: "automatic" });
        await daysLater(shop, 3);
        expect((await shop.stripe.payouts.list()).data[0]?.amount).toBe(19_390 - 10_000);
      },
      "finds them by state, day of arrival, time and destination": async (shop) => {
        const { payout } = await paidOut(shop);
        const found = async (params: object) => (await shop.stripe.payouts.list(params)).data.length;
        const { arrival_date, created } = payout;
        const destination = String(payout.destination);
        for (const params of [
          { status: "paid" },
          { arrival_date },
          { created: { lte: created } },
          { destination },
        ])
          expect(await found(params)).toBe(1);
        for (const params of [
          { status: "failed" },
          { arrival_date: { gt: arrival_date } },
          { created: { lt: created } },
          { destination: "ba_other" },
        ])
          expect(await found(params)).toBe(0);
      },
      "exchanges for dollars what the account has no bank account for, with a fee": async (shop) => {
        const { charge, payout } = await paidOut(shop, { currency: "chf" });
        const [booking] = (await shop.stripe.balanceTransactions.list({ source: charge })).data;
        expect(booking).toMatchObject({
          amount: 11_200,
          currency: "usd",
          exchange_rate: 1.12,
          fee: 355 + 112,
        });
        expect(booking?.fee_details.map(({ amount }) => amount)).toEqual([355, 112]);
        expect(payout).toMatchObject({ amount: 11_200 - 467, currency: "usd" });
      },
    },
    pages: {
      "pages from newest to oldest": async (shop) => {
        const { payout: first } = await paidOut(shop);
        const { payout: second } = await paidOut(shop);
        const page = await shop.stripe.payouts.list({ limit: 1 });
        expect(page).toMatchObject({ has_more: true, data: [{ id: second.id }] });
        const rest = await shop.stripe.payouts.list({ starting_after: second.id });
        expect(rest.data.map(({ id }) => id)).toEqual([first.id]);
      },
    },
  }),
  ...checksOf("GET /v1/payouts/{id}", {
    results: {
      "is automatic, at one o'clock, and at the bank the day after": async (shop) => {
        const { id } = (await paidOut(shop)).payout;
        const payout = await shop.stripe.payouts.retrieve(id);
        expect(payout).toMatchObject({
          ...{ amount: 9_680, currency: "usd", automatic: true, method: "standard", status: "paid" },
          ...{ reconciliation_status: "completed", failure_code: null, type: "bank_account" },
        });
        expect(payout.created % 86_400).toBe(3_600);
        expect(payout.arrival_date).toBe(payout.created + 82_800);
      },
    },
    states: {
      "is on its way, with its transactions known a minute later, then paid": async (shop) => {
        const intent = await shop.pay("pm_card_visa", { capture_method: "automatic" });
        const [booking] = (
          await shop.stripe.balanceTransactions.list({ source: String(intent.latest_charge) })
        ).data;
        const at = (booking?.available_on ?? 0) + 3_600;
        const state = async (now: number) => {
          await shop.control("POST", "/clock", { now });
          const [payout] = (await shop.stripe.payouts.list()).data;
          return [payout?.status, payout?.reconciliation_status];
        };
        expect(await state(at)).toEqual(["in_transit", "in_progress"]);
        expect(await state(at + 61)).toEqual(["in_transit", "completed"]);
        expect(await state(at + 82_800)).toEqual(["paid", "completed"]);
      },
      "fails when the bank says so, and the next one brings the money again": async (shop) => {
        const { payout } = await paidOut(shop);
        await shop.control("POST", `/payouts/${payout.id}`, { outcome: "fail", reason: "no_account" });
        expect(await shop.stripe.payouts.retrieve(payout.id)).toMatchObject({
          ...{ status: "failed", failure_code: "no_account" },
          ...{ failure_message: "The bank account could not be located." },
          failure_balance_transaction: expect.stringMatching(/^txn_/),
        });
        await daysLater(shop, 1);
        const [again] = (await shop.stripe.payouts.list()).data;
        expect(again).toMatchObject({ amount: 9_680 });
        expect(await itemsOf(shop, again?.id ?? "")).toEqual([
          ["payout", -9_680],
          ["payout_failure", 9_680],
        ]);
        const twice = await shop.control("POST", `/payouts/${payout.id}`, { outcome: "fail" });
        expect(twice.error).toMatchObject({ message: expect.stringContaining("status of failed") });
      },
    },
    refusals: {
      "does not know another id": async (shop) => {
        expect(await errorOf(shop.stripe.payouts.retrieve("po_1"))).toMatchObject({
          code: "resource_missing",
        });
      },
    },
    events: {
      "tell that it is made, reconciled, paid, and has failed": async (shop) => {
        const { payout } = await paidOut(shop);
        await shop.control("POST", `/payouts/${payout.id}`, { outcome: "fail" });
        const types = (await shop.history()).filter((type) => type.startsWith("payout."));
        expect(types).toEqual([
          ...["payout.created", "payout.reconciliation_completed", "payout.updated", "payout.paid"],
          ...["payout.failed", "payout.updated"],
        ]);
        const { data } = await shop.receiver.arrival("payout.failed");
        expect(data.object).toMatchObject({ id: payout.id, failure_code: "account_closed" });
      },
    },
    expansion: {
      "expands its balance transactions": async (shop) => {
        const { id } = (await paidOut(shop)).payout;
        const payout = await shop.stripe.payouts.retrieve(id, { expand: ["balance_transaction"] });
        expect(payout.balance_transaction).toMatchObject({ net: -9_680, source: id });
      },
    },
  }),
];
