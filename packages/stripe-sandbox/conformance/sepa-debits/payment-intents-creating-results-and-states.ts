import { expect } from "vitest";
import { payment, type Shop } from "../../src/testing/open-shop.ts";
import { debit, ibans, mandateData, owner } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { chargeOf, inEuros, minutes, wait } from "./fixtures.ts";

/** What the bank makes of a debit of this account, and when. */
const ends =
  (iban: string, afterMs: number, status: string, failureCode: string | null = null) =>
  async (shop: Shop) => {
    const { id } = await debit(shop, iban);
    await wait(shop, afterMs - 1000);
    expect((await shop.stripe.paymentIntents.retrieve(id)).status).toBe("processing");
    await wait(shop, 1000);
    expect((await shop.stripe.paymentIntents.retrieve(id)).status).toBe(status);
    expect(await chargeOf(shop, id)).toMatchObject({
      status: failureCode ? "failed" : "succeeded",
      paid: !failureCode,
      failure_code: failureCode,
    });
  };

export const paymentIntentsCreatingResultsAndStates = checksOf("POST /v1/payment_intents", {
  results: {
    "offers SEPA for euros": async ({ stripe }) => {
      const { payment_method_types } = await stripe.paymentIntents.create(inEuros);
      expect(payment_method_types).toEqual(["card", "sepa_debit"]);
    },
    "offers no SEPA for dollars": async ({ stripe }) => {
      expect((await stripe.paymentIntents.create(payment)).payment_method_types).toEqual(["card"]);
    },
    "offers no SEPA when money is to be held": async ({ stripe }) => {
      const intent = await stripe.paymentIntents.create({ ...inEuros, capture_method: "manual" });
      expect(intent.payment_method_types).toEqual(["card"]);
    },
    "offers only what is allowed": async ({ stripe }) => {
      const { payment_method_types } = await stripe.paymentIntents.create({
        ...inEuros,
        allowed_payment_method_types: ["sepa_debit"],
      });
      expect(payment_method_types).toEqual(["sepa_debit"]);
    },
    "does not offer what is excluded": async ({ stripe }) => {
      const { payment_method_types } = await stripe.paymentIntents.create({
        ...inEuros,
        excluded_payment_method_types: ["sepa_debit"],
      });
      expect(payment_method_types).toEqual(["card"]);
    },
    "debits an account given in the call": async ({ stripe }) => {
      const intent = await stripe.paymentIntents.create({
        ...inEuros,
        confirm: true,
        mandate_data: mandateData,
        payment_method_data: {
          type: "sepa_debit",
          sepa_debit: { iban: ibans.succeeds },
          billing_details: owner,
        },
      });
      expect(intent.status).toBe("processing");
    },
    "debits an account by its name in Stripe's documentation": async ({ pay }) => {
      const intent = await pay("pm_sepaDebit_success_at", { currency: "eur", mandate_data: mandateData });
      expect(intent.status).toBe("processing");
    },
  },
  states: {
    "waits for the bank, with a pending charge that names the mandate": async (shop) => {
      const intent = await debit(shop);
      expect(intent).toMatchObject({ status: "processing", amount_received: 0, last_payment_error: null });
      expect(await chargeOf(shop, intent.id)).toMatchObject({
        id: intent.latest_charge,
        status: "pending",
        paid: false,
        balance_transaction: null,
        payment_method_details: {
          type: "sepa_debit",
          sepa_debit: { last4: "3201", country: "AT", mandate: expect.stringMatching(/^mandate_/) },
        },
      });
    },
    "ends well soon on …3201": ends(ibans.succeeds, 5000, "succeeded"),
    "ends well after three minutes on …3204": ends(ibans.succeedsLate, minutes(3), "succeeded"),
    "fails soon on …3202": ends(
      ibans.fails,
      5000,
      "requires_payment_method",
      "incorrect_account_holder_name",
    ),
    "fails after three minutes on …3205": ends(
      ibans.failsLate,
      minutes(3),
      "requires_payment_method",
      "incorrect_account_holder_name",
    ),
    "fails for lack of money on …2227": ends(
      ibans.insufficientFunds,
      5000,
      "requires_payment_method",
      "insufficient_funds",
    ),
    "ends well first on …3203, and is disputed then": async (shop) => {
      const { id } = await debit(shop, ibans.disputed);
      await wait(shop, 5000);
      expect((await shop.stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
      await wait(shop, 1000);
      const { data } = await shop.stripe.disputes.list({ payment_intent: id });
      expect(data).toMatchObject([{ amount: 1999, currency: "eur", reason: "debit_not_authorized" }]);
      expect(await chargeOf(shop, id)).toMatchObject({ disputed: true });
    },
    "keeps the reason of a failed debit, and takes another method": async (shop) => {
      const { id } = await debit(shop, ibans.fails);
      await wait(shop, 5000);
      const failed = await shop.stripe.paymentIntents.retrieve(id);
      expect(failed).toMatchObject({
        payment_method: null,
        amount_received: 0,
        last_payment_error: {
          code: "payment_intent_payment_attempt_failed",
          charge: failed.latest_charge,
          payment_method: { type: "sepa_debit" },
        },
      });
      const paid = await shop.stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
      expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null, amount_received: 1999 });
    },
    "books the money when the bank has paid": async (shop) => {
      const { id } = await debit(shop);
      await wait(shop, 6000);
      const { latest_charge } = await shop.stripe.paymentIntents.retrieve(id, {
        expand: ["latest_charge.balance_transaction"],
      });
      expect(latest_charge).toMatchObject({
        balance_transaction: { amount: 1999, fee: 35, type: "payment" },
      });
    },
    "debits on the day that target_date names": async (shop) => {
      const day = new Date(Date.now() + 5 * 24 * 60 * minutes(1)).toISOString().slice(0, 10);
      const { id } = await debit(shop, ibans.succeeds, {
        payment_method_options: { sepa_debit: { target_date: day } },
      });
      await wait(shop, 3 * 24 * 60 * minutes(1));
      expect((await shop.stripe.paymentIntents.retrieve(id)).status).toBe("processing");
      await wait(shop, 2 * 24 * 60 * minutes(1));
      expect((await shop.stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
    },
  },
});
