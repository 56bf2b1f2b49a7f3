import { expect } from "vitest";
import type { Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A payment of $19.99 that is booked at once, for a fee of 88 cents. */
const sell = (shop: Shop, card?: string) => shop.pay(card, { capture_method: "automatic" });

export const accountAndBalanceChecks = [
  ...checksOf("GET /v1/account", {
    results: {
      "shows the account that keys belong to": async ({ stripe }) => {
        expect(await stripe.accounts.retrieveCurrent()).toMatchObject({
          id: "acct_sandbox",
          country: "US",
          default_currency: "usd",
          charges_enabled: true,
          capabilities: { card_payments: "active" },
        });
      },
    },
  }),
  ...checksOf("GET /v1/balance", {
    results: {
      "is nothing at the beginning": async ({ stripe }) => {
        expect(await stripe.balance.retrieve()).toMatchObject({
          available: [{ amount: 0, currency: "usd" }],
          pending: [{ amount: 0, currency: "usd" }],
        });
      },
      "counts each currency by itself, less fees": async (shop) => {
        await sell(shop);
        await shop.pay("pm_card_de", { capture_method: "automatic", currency: "eur" });
        const { pending } = await shop.stripe.balance.retrieve();
        expect(pending).toMatchObject([
          { amount: 1999 - 55, currency: "eur" },
          { amount: 1999 - 88, currency: "usd" },
        ]);
      },
      "is less by what was refunded": async (shop) => {
        const { id } = await sell(shop);
        await shop.stripe.refunds.create({ payment_intent: id });
        expect((await shop.stripe.balance.retrieve()).pending).toMatchObject([{ amount: -88 }]);
      },
    },
    states: {
      "becomes available two days later": async (shop) => {
        await sell(shop);
        const [booking] = (await shop.stripe.balanceTransactions.list()).data;
        await shop.control("POST", "/clock", { now: booking?.available_on });
        expect(await shop.stripe.balance.retrieve()).toMatchObject({
          available: [{ amount: 1999 - 88 }],
          pending: [{ amount: 0 }],
        });
      },
      "is nothing once it is paid out": async (shop) => {
        await sell(shop);
        await shop.sandbox.advance(3 * DAY_MS);
        expect(await shop.stripe.balance.retrieve()).toMatchObject({
          available: [{ amount: 0 }],
          pending: [{ amount: 0 }],
        });
      },
      "is available at once with pm_card_bypassPending": async (shop) => {
        await sell(shop, "pm_card_bypassPending");
        expect((await shop.stripe.balance.retrieve()).available).toMatchObject([{ amount: 1999 - 88 }]);
      },
    },
  }),
];
