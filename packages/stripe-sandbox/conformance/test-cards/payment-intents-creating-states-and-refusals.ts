import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { payTyped, requested3ds, shows } from "./fixtures.ts";

const wrongCode = (risk_level: string) => ({
  status: "failed",
  failure_code: "incorrect_cvc",
  outcome: { type: "blocked", network_status: "reversed_after_approval", reason: "rule", risk_level },
  payment_method_details: { card: { checks: { cvc_check: "fail" } } },
});

export const paymentIntentsCreatingStatesAndRefusals = checksOf("POST /v1/payment_intents", {
  states: {
    "asks for 3-D Secure with pm_card_threeDSecureOptional when the shop wants it": async (shop) => {
      const intent = await shop.pay("pm_card_threeDSecureOptional", requested3ds);
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
});
