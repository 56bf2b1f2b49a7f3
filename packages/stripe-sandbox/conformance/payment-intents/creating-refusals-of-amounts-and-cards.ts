import { expect } from "vitest";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { chargesOf, create } from "./fixtures.ts";

/** An amount that the currency cannot be charged in. */
const refusesAmount = (amount: number, currency: string, code: string) => async (shop: Shop) => {
  expect(await errorOf(create(shop, { amount, currency }))).toMatchObject({
    statusCode: 400,
    type: "StripeInvalidRequestError",
    code,
    param: "amount",
  });
};

/** A card that says no: 402, a failed charge, and back to the start. */
const declines =
  (card: string, expected: { code: string; decline_code: string; param?: string; advice_code?: string }) =>
  async (shop: Shop) => {
    const error = await errorOf(shop.pay(card));
    expect(error).toMatchObject({ statusCode: 402, type: "StripeCardError", ...expected });
    const { code, decline_code } = expected;
    expect(error.payment_intent).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { type: "card_error", code, decline_code },
    });
    const [charge] = await chargesOf(shop, String(error.payment_intent?.id));
    expect(charge).toMatchObject({ status: "failed", paid: false, captured: false, failure_code: code });
  };

export const creatingRefusalsOfAmountsAndCards = checksOf("POST /v1/payment_intents", {
  refusals: {
    "refuses 49 cents": refusesAmount(49, "usd", "amount_too_small"),
    "refuses nothing": refusesAmount(0, "usd", "parameter_invalid_integer"),
    "refuses nine digits": refusesAmount(100_000_000, "usd", "amount_too_large"),
    "refuses 49 yen": refusesAmount(49, "jpy", "amount_too_small"),
    "refuses a third decimal that is not 0": refusesAmount(5_124, "kwd", "parameter_invalid_integer"),
    "refuses a part of a króna": refusesAmount(50_050, "isk", "parameter_invalid_integer"),
    "refuses a part of a Ugandan shilling": refusesAmount(550, "ugx", "parameter_invalid_integer"),
    "refuses a currency that there is not": async (shop) => {
      expect(await errorOf(create(shop, { currency: "xyz" }))).toMatchObject({
        statusCode: 400,
        param: "currency",
      });
    },
    "declines …0002": declines("pm_card_visa_chargeDeclined", {
      code: "card_declined",
      decline_code: "generic_decline",
      advice_code: "try_again_later",
    }),
    "declines …9995": declines("pm_card_visa_chargeDeclinedInsufficientFunds", {
      code: "card_declined",
      decline_code: "insufficient_funds",
      advice_code: "try_again_later",
    }),
    "declines …9987": declines("pm_card_visa_chargeDeclinedLostCard", {
      code: "card_declined",
      decline_code: "lost_card",
      advice_code: "do_not_try_again",
    }),
    "declines …9979": declines("pm_card_visa_chargeDeclinedStolenCard", {
      code: "card_declined",
      decline_code: "stolen_card",
      advice_code: "do_not_try_again",
    }),
    "declines …0069": declines("pm_card_chargeDeclinedExpiredCard", {
      code: "expired_card",
      decline_code: "expired_card",
      param: "exp_month",
      advice_code: "confirm_card_data",
    }),
    "declines …0127": declines("pm_card_chargeDeclinedIncorrectCvc", {
      code: "incorrect_cvc",
      decline_code: "incorrect_cvc",
      param: "cvc",
      advice_code: "confirm_card_data",
    }),
    "declines …0119": declines("pm_card_chargeDeclinedProcessingError", {
      code: "processing_error",
      decline_code: "processing_error",
      advice_code: "try_again_later",
    }),
    "declines …6975": declines("pm_card_visa_chargeDeclinedVelocityLimitExceeded", {
      code: "card_declined",
      decline_code: "card_velocity_exceeded",
    }),
    "blocks …0019": declines("pm_card_radarBlock", { code: "card_declined", decline_code: "fraudulent" }),
  },
});
