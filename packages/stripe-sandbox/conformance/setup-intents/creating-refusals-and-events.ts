import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { account } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { save, savedCard, setup } from "./fixtures.ts";

export const creatingRefusalsAndEvents = checksOf("POST /v1/setup_intents", {
  refusals: {
    "declines a card, keeps the reason, and can be tried again": async (shop) => {
      const error = await errorOf(save(shop, "pm_card_visa_chargeDeclined"));
      expect(error).toMatchObject({
        statusCode: 402,
        code: "card_declined",
        decline_code: "generic_decline",
        setup_intent: { status: "requires_payment_method", payment_method: null },
      });
      const { data } = await shop.stripe.setupIntents.list();
      expect(data).toMatchObject([
        {
          status: "requires_payment_method",
          last_setup_error: { code: "card_declined", payment_method: { card: { last4: "0002" } } },
        },
      ]);
      const again = await shop.stripe.setupIntents.confirm(data[0]?.id ?? "", {
        payment_method: "pm_card_visa",
      });
      expect(again).toMatchObject({ status: "succeeded", last_setup_error: null });
    },
    "asks a server for a mandate": async (shop) => {
      const { id } = await account(shop);
      const error = await errorOf(save(shop, id));
      expect(error.message).toContain("This SetupIntent requires a mandate");
    },
    "asks a server for a return URL when customers may be redirected": async ({ stripe }) => {
      const call = stripe.setupIntents.create({ payment_method: "pm_card_visa", confirm: true });
      expect(await errorOf(call)).toMatchObject({ statusCode: 400, param: "return_url" });
    },
    "refuses to confirm with nothing to save": async ({ stripe }) => {
      const call = stripe.setupIntents.create({ ...setup, confirm: true });
      expect(await errorOf(call)).toMatchObject({ code: "parameter_missing", param: "payment_method" });
    },
    "refuses a return URL without confirm": async ({ stripe }) => {
      const call = stripe.setupIntents.create({ return_url: "https://shop.example/" });
      expect(await errorOf(call)).toMatchObject({ statusCode: 400, param: "return_url" });
    },
    "refuses a customer that does not exist": async ({ stripe }) => {
      expect(await errorOf(stripe.setupIntents.create({ customer: "cus_none" }))).toMatchObject({
        code: "resource_missing",
        param: "customer",
      });
    },
    "refuses another customer's card": async (shop) => {
      const { payment_method } = await savedCard(shop, "pm_card_visa");
      const { id: customer } = await shop.stripe.customers.create();
      expect(await errorOf(save(shop, payment_method, { customer }))).toMatchObject({
        statusCode: 400,
        param: "payment_method",
      });
    },
    "refuses an account where only cards are allowed": async (shop) => {
      const { id } = await account(shop);
      const error = await errorOf(save(shop, id, { allowed_payment_method_types: ["card"] }));
      expect(error).toMatchObject({ param: "payment_method" });
      expect(error.message).toContain("not allowed for this SetupIntent");
    },
    "refuses payment_method_types, as Stripe does since 2026-09-30": async ({ call }) => {
      expect(await call("POST", "/v1/setup_intents", { form: "payment_method_types[]=card" })).toMatchObject({
        status: 400,
        body: { error: { code: "payment_method_types_no_longer_supported" } },
      });
    },
    "says that it does not cover single_use": async ({ call }) => {
      const form = "single_use[amount]=100&single_use[currency]=usd&usage=on_session";
      expect(await call("POST", "/v1/setup_intents", { form })).toMatchObject({ status: 501 });
    },
  },
  events: {
    "tells of a card that is saved": async (shop) => {
      await savedCard(shop, "pm_card_visa");
      expect((await shop.history()).slice(1)).toEqual([
        "setup_intent.created",
        "payment_method.attached",
        "setup_intent.succeeded",
      ]);
    },
    "tells of the question and of a customer who refuses": async (shop) => {
      const { id } = await save(shop, "pm_card_threeDSecure2Required");
      await shop.control("POST", `/3ds/${id}`, { outcome: "refuse" });
      expect(await shop.history()).toEqual([
        "setup_intent.created",
        "setup_intent.requires_action",
        "setup_intent.setup_failed",
      ]);
    },
    "tells of a card that is declined": async (shop) => {
      await errorOf(save(shop, "pm_card_visa_chargeDeclined"));
      expect(await shop.history()).toEqual(["setup_intent.created", "setup_intent.setup_failed"]);
    },
  },
});
