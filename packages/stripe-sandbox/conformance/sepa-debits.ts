import { expect } from "vitest";
import { errorOf, payment, type Shop } from "../src/testing/open-shop.ts";
import { account, debit, ibans, mandateData, owner } from "../src/testing/sepa.ts";
import { checksOf } from "./check.ts";

const inEuros = { ...payment, currency: "eur" } as const;
const wait = (shop: Shop, advanceMs: number) => shop.control("POST", "/clock", { advanceMs });
const minutes = (n: number) => n * 60_000;

async function chargeOf({ stripe }: Shop, intent: string) {
  const { data } = await stripe.charges.list({ payment_intent: intent });
  return data[0];
}

/** Refuses an account for the reason given. */
const refusesAccount = (change: object, expected: { code?: string; param: string }) => async (shop: Shop) => {
  const input = { type: "sepa_debit", sepa_debit: { iban: ibans.succeeds }, billing_details: owner };
  const error = await errorOf(shop.stripe.paymentMethods.create({ ...input, ...change } as never));
  expect(error).toMatchObject({ statusCode: 400, type: "StripeInvalidRequestError", ...expected });
};

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

export const sepaDebitChecks = [
  ...checksOf("POST /v1/payment_methods", {
    results: {
      "takes a test IBAN apart": async (shop) => {
        expect(await account(shop, "DE89 3704 0044 0532 0130 00")).toMatchObject({
          type: "sepa_debit",
          sepa_debit: {
            bank_code: "37040044",
            branch_code: "",
            country: "DE",
            last4: "3000",
            generated_from: { charge: null, setup_attempt: null },
          },
          billing_details: owner,
        });
      },
      "knows bank and branch of a French account": async (shop) => {
        expect((await account(shop, "FR1420041010050500013M02606")).sepa_debit).toMatchObject({
          bank_code: "20041",
          branch_code: "01005",
          country: "FR",
          last4: "2606",
        });
      },
      "gives one account one fingerprint": async (shop) => {
        const [one, again, other] = [
          await account(shop),
          await account(shop),
          await account(shop, ibans.fails),
        ];
        expect(one.sepa_debit?.fingerprint).toBe(again.sepa_debit?.fingerprint);
        expect(one.sepa_debit?.fingerprint).not.toBe(other.sepa_debit?.fingerprint);
      },
      "takes an account with the address that a British bank wants": async ({ stripe }) => {
        const method = await stripe.paymentMethods.create({
          type: "sepa_debit",
          sepa_debit: { iban: ibans.british },
          billing_details: { ...owner, address: { country: "GB", line1: "1 Test Street" } },
        });
        expect(method.sepa_debit).toMatchObject({ bank_code: "WEST", branch_code: "123456", country: "GB" });
      },
      "takes an account from a browser, and shows no number": async ({ call, sandbox }) => {
        const form = `type=sepa_debit&sepa_debit[iban]=${ibans.succeeds}&billing_details[name]=Ada&billing_details[email]=ada@example.com`;
        const answer = await call("POST", "/v1/payment_methods", { form, key: sandbox.publishableKey });
        expect(answer).toMatchObject({ status: 200, body: { sepa_debit: { last4: "3201" } } });
        expect(JSON.stringify(answer.body)).not.toContain(ibans.succeeds);
      },
    },
    refusals: {
      "refuses an IBAN whose check digits are wrong": refusesAccount(
        { sepa_debit: { iban: "AT621904300234573201" } },
        { code: "invalid_bank_account_iban", param: "sepa_debit[iban]" },
      ),
      "refuses a word that is no IBAN": refusesAccount(
        { sepa_debit: { iban: "savings" } },
        { code: "invalid_bank_account_iban", param: "sepa_debit[iban]" },
      ),
      "refuses an IBAN that is good but no test IBAN": refusesAccount(
        { sepa_debit: { iban: "NL91ABNA0417164301".replace("91", "64") } },
        { code: "payment_method_invalid_parameter_testmode", param: "sepa_debit[iban]" },
      ),
      "asks for the IBAN": refusesAccount(
        { sepa_debit: undefined },
        { code: "parameter_missing", param: "sepa_debit[iban]" },
      ),
      "asks for the owner's name": refusesAccount(
        { billing_details: { email: owner.email } },
        { code: "parameter_missing", param: "billing_details[name]" },
      ),
      "asks for the owner's e-mail address": refusesAccount(
        { billing_details: { name: owner.name } },
        { code: "parameter_missing", param: "billing_details[email]" },
      ),
      "refuses an owner's name of two letters": refusesAccount(
        { billing_details: { ...owner, name: "Al" } },
        { code: "invalid_owner_name", param: "billing_details[name]" },
      ),
      "asks for the address where the bank is outside the EEA": refusesAccount(
        { sepa_debit: { iban: ibans.british } },
        { code: "payment_method_billing_details_address_missing", param: "billing_details[address]" },
      ),
    },
  }),

  ...checksOf("POST /v1/payment_intents", {
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
        ibans.poor,
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
  }),

  ...checksOf("POST /v1/payment_intents/{id}", {
    refusals: {
      "refuses dollars for a payment that an account is to pay": async (shop) => {
        const { id: payment_method } = await account(shop);
        const { id } = await shop.stripe.paymentIntents.create({ ...inEuros, payment_method });
        expect(await errorOf(shop.stripe.paymentIntents.update(id, { currency: "usd" }))).toMatchObject({
          code: "payment_intent_incompatible_payment_method",
        });
      },
      "refuses another amount while the bank decides": async (shop) => {
        const { id } = await debit(shop);
        expect(await errorOf(shop.stripe.paymentIntents.update(id, { amount: 2500 }))).toMatchObject({
          code: "payment_intent_unexpected_state",
        });
      },
    },
  }),

  ...checksOf("POST /v1/payment_intents/{id}/confirm", {
    results: {
      "takes the confirming browser's consent for the mandate": async (shop) => {
        const { id: method } = await account(shop);
        const { id, client_secret } = await shop.stripe.paymentIntents.create(inEuros);
        const form = `payment_method=${method}&client_secret=${client_secret}&mandate_data[customer_acceptance][type]=online&mandate_data[customer_acceptance][online][infer_from_client]=true`;
        const answer = await shop.call("POST", `/v1/payment_intents/${id}/confirm`, {
          form,
          key: shop.sandbox.publishableKey,
        });
        expect(answer).toMatchObject({ status: 200, body: { status: "processing" } });
      },
      "debits a saved account again without a new mandate": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const first = await debit(shop, ibans.succeeds, { customer, setup_future_usage: "off_session" });
        const charge = await chargeOf(shop, first.id);
        const again = await shop.pay(String(first.payment_method), {
          currency: "eur",
          customer,
          off_session: true,
        });
        expect(again.status).toBe("processing");
        expect((await chargeOf(shop, again.id))?.payment_method_details?.sepa_debit?.mandate).toBe(
          charge?.payment_method_details?.sepa_debit?.mandate,
        );
      },
    },
    refusals: {
      "refuses a second time while the bank decides": async (shop) => {
        const { id } = await debit(shop);
        expect(await errorOf(shop.stripe.paymentIntents.confirm(id))).toMatchObject({
          code: "payment_intent_unexpected_state",
        });
      },
      "refuses a mandate that is not the account's": async (shop) => {
        const { id: method } = await account(shop);
        const error = await errorOf(shop.pay(method, { currency: "eur", mandate: "mandate_none" }));
        expect(error).toMatchObject({ statusCode: 400, code: "resource_missing", param: "mandate" });
      },
    },
  }),

  ...checksOf("POST /v1/payment_intents/{id}/cancel", {
    refusals: {
      "refuses while the bank decides": async (shop) => {
        const { id } = await debit(shop);
        const error = await errorOf(shop.stripe.paymentIntents.cancel(id));
        expect(error).toMatchObject({ code: "payment_intent_unexpected_state" });
        expect(error.message).toContain("status of processing");
      },
    },
  }),

  ...checksOf("POST /v1/refunds", {
    results: {
      "gives back what a bank has paid": async (shop) => {
        const { id } = await debit(shop);
        await wait(shop, 6000);
        expect(await shop.stripe.refunds.create({ payment_intent: id, amount: 999 })).toMatchObject({
          amount: 999,
          status: "succeeded",
        });
        expect(await chargeOf(shop, id)).toMatchObject({ amount_refunded: 999, refunded: false });
      },
    },
    refusals: {
      "refuses what a bank has not paid yet": async (shop) => {
        const { id } = await debit(shop);
        expect(await errorOf(shop.stripe.refunds.create({ payment_intent: id }))).toMatchObject({
          statusCode: 400,
        });
      },
    },
  }),

  ...checksOf("GET /v1/payment_methods", {
    results: {
      "lists accounts and cards apart": async (shop) => {
        const { id: customer } = await shop.stripe.customers.create();
        const { id } = await account(shop);
        await shop.stripe.paymentMethods.attach(id, { customer });
        await shop.stripe.paymentMethods.attach("pm_card_visa", { customer });
        const accounts = await shop.stripe.paymentMethods.list({ customer, type: "sepa_debit" });
        expect(accounts.data.map((one) => one.id)).toEqual([id]);
        const cards = await shop.stripe.customers.listPaymentMethods(customer, { type: "card" });
        expect(cards.data.map(({ type }) => type)).toEqual(["card"]);
        const all = await shop.stripe.customers.listPaymentMethods(customer);
        expect(all.data.map(({ type }) => type)).toEqual(["card", "sepa_debit"]);
      },
    },
  }),
];
