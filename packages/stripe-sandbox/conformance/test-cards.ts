import { expect } from "vitest";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

/** The charge of a payment with a card, paid or declined. */
async function chargeOf(shop: Shop, card: string, more: Parameters<Shop["pay"]>[1] = {}) {
  const id = await shop.pay(card, more).then(
    ({ latest_charge }) => latest_charge,
    ({ charge }: { charge: string }) => charge,
  );
  return shop.stripe.charges.retrieve(String(id));
}

const shows =
  (card: string, charge: object, more: Parameters<Shop["pay"]>[1] = {}) =>
  async (shop: Shop) => {
    expect(await chargeOf(shop, card, more)).toMatchObject(charge);
  };

/** A charge that went through, with what the bank said of the address. */
const checked = (address_line1_check: string | null, address_postal_code_check: string | null) => ({
  status: "succeeded",
  payment_method_details: { card: { checks: { address_line1_check, address_postal_code_check } } },
});

const wrongCode = (risk_level: string) => ({
  status: "failed",
  failure_code: "incorrect_cvc",
  outcome: { type: "blocked", network_status: "reversed_after_approval", reason: "rule", risk_level },
  payment_method_details: { card: { checks: { cvc_check: "fail" } } },
});

/** Pays with a number that was typed, with an address. */
async function payTyped({ stripe, pay }: Shop, number: string, more: object = {}) {
  const { id } = await stripe.paymentMethods.create({
    type: "card",
    card: { number, exp_month: 12, exp_year: 2040, ...more },
    billing_details: { address: { line1: "1 Long Road", postal_code: "10115" } },
  });
  return pay(id, { expand: ["latest_charge"] });
}

const asked = { payment_method_options: { card: { request_three_d_secure: "any" } } } as const;

export const testCardChecks = [
  ...checksOf("POST /v1/payment_intents", {
    results: {
      "pays with pm_card_riskLevelElevated, and puts it under review": shows("pm_card_riskLevelElevated", {
        status: "succeeded",
        outcome: { type: "manual_review", risk_level: "elevated" },
        review: expect.stringMatching(/^prv_/),
      }),
      "pays with pm_card_avsZipFail, whose postal code is wrong": shows(
        "pm_card_avsZipFail",
        checked(null, "fail"),
      ),
      "pays with pm_card_avsZipFailElevatedRisk, and puts it under review": shows(
        "pm_card_avsZipFailElevatedRisk",
        { ...checked(null, "fail"), outcome: { type: "manual_review", risk_level: "elevated" } },
      ),
      "pays with pm_card_avsLine1Fail, whose street is wrong": shows(
        "pm_card_avsLine1Fail",
        checked("fail", null),
      ),
      "pays with pm_card_avsFail, whose address is wrong": shows("pm_card_avsFail", checked("fail", "fail")),
      "pays with pm_card_avsUnchecked, whose bank does not look at addresses": shows(
        "pm_card_avsUnchecked",
        checked("unavailable", "unavailable"),
      ),
      "checks what was typed: address and security code": async (shop) => {
        const good = await payTyped(shop, "4242424242424242", { cvc: "123" });
        expect(good.latest_charge).toMatchObject({
          payment_method_details: {
            card: {
              checks: {
                address_line1_check: "pass",
                address_postal_code_check: "pass",
                cvc_check: "pass",
              },
            },
          },
        });
        const bad = await payTyped(shop, "4000000000000036");
        expect(bad.latest_charge).toMatchObject(checked("pass", "fail"));
      },
      "cannot find a security code wrong that nobody gave": async (shop) => {
        for (const number of ["4000000000000127", "4000000000000101"])
          expect((await payTyped(shop, number)).latest_charge).toMatchObject({
            status: "succeeded",
            payment_method_details: { card: { checks: { cvc_check: null } } },
          });
      },
      "lets the money of pm_card_bypassPending be available at once": async (shop) => {
        const { id } = await chargeOf(shop, "pm_card_bypassPending", { capture_method: "automatic" });
        const { data } = await shop.stripe.balanceTransactions.list({ source: id });
        expect(data).toMatchObject([{ status: "available", amount: 1999 }]);
      },
      "does not ask for 3-D Secure with pm_card_threeDSecureOptional": shows("pm_card_threeDSecureOptional", {
        status: "succeeded",
        payment_method_details: { card: { three_d_secure: null } },
      }),
      "pays with pm_card_threeDSecureOptionalProcessingError, though 3-D Secure fails": shows(
        "pm_card_threeDSecureOptionalProcessingError",
        {
          status: "succeeded",
          payment_method_details: { card: { three_d_secure: { result: "processing_error" } } },
        },
        asked,
      ),
      "passes 3-D Secure without the customer with 4000000032200000": async (shop) => {
        expect((await payTyped(shop, "4000000032200000", { cvc: "123" })).latest_charge).toMatchObject({
          status: "succeeded",
          payment_method_details: {
            card: { three_d_secure: { authentication_flow: "frictionless", result: "authenticated" } },
          },
        });
      },
      "shows both networks of pm_card_visa_cartesBancaires": async (shop) => {
        const { payment_method } = await shop.pay("pm_card_visa_cartesBancaires", {
          expand: ["payment_method"],
        });
        expect(payment_method).toMatchObject({
          card: { brand: "visa", country: "FR", networks: { available: ["visa", "cartes_bancaires"] } },
        });
      },
    },
    states: {
      "asks for 3-D Secure with pm_card_threeDSecureOptional when the shop wants it": async (shop) => {
        const intent = await shop.pay("pm_card_threeDSecureOptional", asked);
        expect(intent.status).toBe("requires_action");
      },
      "asks for 3-D Secure with pm_card_threeDSecureRequiredChargeDeclined, and then declines": async (
        shop,
      ) => {
        const { id, status } = await shop.pay("pm_card_threeDSecureRequiredChargeDeclined");
        expect(status).toBe("requires_action");
        await shop.control("POST", `/3ds/${id}`, { outcome: "complete" });
        expect(await shop.stripe.paymentIntents.retrieve(id)).toMatchObject({
          status: "requires_payment_method",
          last_payment_error: { code: "card_declined" },
        });
      },
    },
    refusals: {
      "blocks pm_card_riskLevelHighest": shows("pm_card_riskLevelHighest", {
        status: "failed",
        failure_code: "card_declined",
        outcome: { type: "blocked", risk_level: "highest", reason: "highest_risk_level" },
      }),
      "blocks pm_card_chargeDeclinedFraudulent": shows("pm_card_chargeDeclinedFraudulent", {
        status: "failed",
        outcome: { type: "blocked", network_status: "not_sent_to_network", risk_level: "highest" },
      }),
      "blocks pm_card_cvcCheckFail, whose security code is wrong": shows(
        "pm_card_cvcCheckFail",
        wrongCode("normal"),
      ),
      "blocks pm_card_cvcCheckFailElevatedRisk, whose security code is wrong": shows(
        "pm_card_cvcCheckFailElevatedRisk",
        wrongCode("elevated"),
      ),
      "declines a typed card whose security code is wrong": async (shop) => {
        for (const number of ["4000000000000127", "4000000000000101"]) {
          const error = await errorOf(payTyped(shop, number, { cvc: "123" }));
          expect(error).toMatchObject({ statusCode: 402, code: "incorrect_cvc", param: "cvc" });
        }
      },
      "declines pm_card_threeDSecureRequiredProcessingError": shows(
        "pm_card_threeDSecureRequiredProcessingError",
        {
          status: "failed",
          failure_code: "card_declined",
          payment_method_details: { card: { three_d_secure: { result: "processing_error" } } },
        },
      ),
      "says of test cards and accounts that it does not cover, that it does not": async (shop) => {
        for (const name of [
          "pm_card_createMastercardComplianceDispute",
          "pm_usBankAccount_success",
          "pm_bacsDebit_success",
        ])
          expect(await errorOf(shop.pay(name))).toMatchObject({
            statusCode: 501,
            code: "sandbox_not_covered",
            message: expect.stringContaining(name),
          });
        const error = await errorOf(payTyped(shop, "5105008400000002"));
        expect(error).toMatchObject({ statusCode: 501, message: expect.stringContaining("ends in 0002") });
        expect(await errorOf(shop.pay("pm_card_of_nobody"))).toMatchObject({ code: "resource_missing" });
      },
    },
  }),
  ...checksOf("POST /v1/payment_methods", {
    refusals: {
      "says of a token that it does not cover, that it does not": async ({ stripe }) => {
        const token = "tok_visa_chargeCustomerFailLostCard";
        const error = await errorOf(stripe.paymentMethods.create({ type: "card", card: { token } }));
        expect(error).toMatchObject({ statusCode: 501, message: expect.stringContaining(token) });
      },
    },
  }),
];
