import { expect } from "vitest";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";
import { account, ibans, owner } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";

/** Refuses an account for the reason given. */
const refusesAccount = (change: object, expected: { code?: string; param: string }) => async (shop: Shop) => {
  const input = { type: "sepa_debit", sepa_debit: { iban: ibans.succeeds }, billing_details: owner };
  const error = await errorOf(shop.stripe.paymentMethods.create({ ...input, ...change } as never));
  expect(error).toMatchObject({ statusCode: 400, type: "StripeInvalidRequestError", ...expected });
};

export const paymentMethodsCreating = checksOf("POST /v1/payment_methods", {
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
});
