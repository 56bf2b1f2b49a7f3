import { expect } from "vitest";
import { errorOf, payment } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { paid } from "./fixtures.ts";

export const creatingRefusals = checksOf("POST /v1/refunds", {
  refusals: {
    "refuses more than is left": async (shop) => {
      const { intent } = await paid(shop);
      await shop.stripe.refunds.create({ payment_intent: intent, amount: 1500 });
      const error = await errorOf(shop.stripe.refunds.create({ payment_intent: intent, amount: 500 }));
      expect(error).toMatchObject({ statusCode: 400, param: "amount", code: undefined });
      expect(error.message).toBe("Refund amount ($5.00) is greater than unrefunded amount on charge ($4.99)");
    },
    "refuses when nothing is left": async (shop) => {
      const { charge } = await paid(shop);
      await shop.stripe.refunds.create({ charge });
      const error = await errorOf(shop.stripe.refunds.create({ charge }));
      expect(error).toMatchObject({ statusCode: 400, code: "charge_already_refunded" });
      expect(error.message).toBe(`Charge ${charge} has already been refunded.`);
    },
    "refuses an amount of 0 and below": async (shop) => {
      const { charge } = await paid(shop);
      for (const amount of [0, -5])
        expect(await errorOf(shop.stripe.refunds.create({ charge, amount }))).toMatchObject({
          code: "parameter_invalid_integer",
          param: "amount",
        });
    },
    "refuses to guess what shall be refunded": async (shop) => {
      const error = await errorOf(shop.stripe.refunds.create({}));
      expect(error).toMatchObject({ statusCode: 400, code: undefined, param: undefined });
      expect(error.message).toBe(
        "One of the following params should be provided for this request: payment_intent or charge.",
      );
    },
    "refuses a charge and a payment intent together": async (shop) => {
      const { charge, intent } = await paid(shop);
      const error = await errorOf(shop.stripe.refunds.create({ charge, payment_intent: intent }));
      expect(error).toMatchObject({ statusCode: 400, code: "parameters_exclusive" });
    },
    "refuses a charge that does not exist": async (shop) => {
      const error = await errorOf(shop.stripe.refunds.create({ charge: "ch_none" }));
      expect(error).toMatchObject({ statusCode: 400, code: "resource_missing", param: "charge" });
      expect(error.message).toBe("No such charge: 'ch_none'");
    },
    "refuses a payment intent that does not exist": async (shop) => {
      const error = await errorOf(shop.stripe.refunds.create({ payment_intent: "pi_none" }));
      expect(error).toMatchObject({ code: "resource_missing", param: "payment_intent" });
    },
    "refuses money that is only held": async (shop) => {
      const { intent } = await paid(shop, "pm_card_visa", { capture_method: "manual" });
      const { message } = await errorOf(shop.stripe.refunds.create({ payment_intent: intent }));
      expect(message).toContain(`was created by a PaymentIntent (${intent})`);
      expect(message).toContain("You must cancel the PaymentIntent");
    },
    "refuses money that was held and released": async (shop) => {
      const { intent } = await paid(shop, "pm_card_visa", { capture_method: "manual" });
      await shop.stripe.paymentIntents.cancel(intent);
      const error = await errorOf(shop.stripe.refunds.create({ payment_intent: intent }));
      expect(error.code).toBe("charge_already_refunded");
    },
    "refuses a payment that was never tried": async (shop) => {
      const { id } = await shop.stripe.paymentIntents.create(payment);
      const { message } = await errorOf(shop.stripe.refunds.create({ payment_intent: id }));
      expect(message).toBe(`This PaymentIntent (${id}) does not have a successful charge to refund.`);
    },
    "refuses a payment that was canceled": async (shop) => {
      const { id } = await shop.stripe.paymentIntents.create(payment);
      await shop.stripe.paymentIntents.cancel(id);
      const { message } = await errorOf(shop.stripe.refunds.create({ payment_intent: id }));
      expect(message).toContain("does not have a successful charge to refund");
    },
    "refuses a payment that was declined": async (shop) => {
      await errorOf(shop.pay("pm_card_chargeDeclined"));
      const [charge] = (await shop.stripe.charges.list()).data;
      const error = await errorOf(shop.stripe.refunds.create({ charge: String(charge?.id) }));
      expect(error.message).toContain("does not have a successful charge to refund");
    },
    "refuses a reason that Stripe does not have": async (shop) => {
      const { charge } = await paid(shop);
      const answer = await shop.call("POST", "/v1/refunds", { form: `charge=${charge}&reason=whim` });
      expect(answer.body.error).toMatchObject({
        message: "Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer",
        param: "reason",
      });
    },
    "says that it does not cover refunds of connected accounts": async (shop) => {
      const { charge } = await paid(shop);
      const error = await errorOf(shop.stripe.refunds.create({ charge, reverse_transfer: true }));
      expect(error).toMatchObject({ statusCode: 501, code: "sandbox_not_covered" });
      expect((await shop.stripe.refunds.list()).data).toEqual([]);
    },
    "changes nothing when it is refused": async (shop) => {
      await shop.control("POST", "/clock", { freeze: true });
      const { charge } = await paid(shop);
      const before = await shop.history();
      await errorOf(shop.stripe.refunds.create({ charge, amount: 2000 }));
      expect((await shop.stripe.charges.retrieve(charge)).amount_refunded).toBe(0);
      expect(await shop.history()).toEqual(before);
    },
  },
});
