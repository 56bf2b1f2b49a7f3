import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { chargeOf, payTyped, requested3ds, shows } from "./fixtures.ts";

/** A charge that went through, with what the bank said of the address. */
const checked = (address_line1_check: string | null, address_postal_code_check: string | null) => ({
  status: "succeeded",
  payment_method_details: { card: { checks: { address_line1_check, address_postal_code_check } } },
});

export const paymentIntentsCreatingResults = checksOf("POST /v1/payment_intents", {
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
      requested3ds,
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
});
