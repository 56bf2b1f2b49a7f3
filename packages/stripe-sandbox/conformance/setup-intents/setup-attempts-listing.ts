import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { save, setup } from "./fixtures.ts";

export const setupAttemptsListing = checksOf("GET /v1/setup_attempts", {
  results: {
    "lists what was tried, newest first, with its error": async (shop) => {
      const { id } = await shop.stripe.setupIntents.create(setup);
      const confirm = (payment_method: string) => shop.stripe.setupIntents.confirm(id, { payment_method });
      await errorOf(confirm("pm_card_visa_chargeDeclined"));
      await confirm("pm_card_visa");
      const { data } = await shop.stripe.setupAttempts.list({ setup_intent: id });
      expect(data).toMatchObject([
        { status: "succeeded", setup_error: null, setup_intent: id, usage: "off_session" },
        { status: "failed", setup_error: { code: "card_declined" } },
      ]);
    },
    "tells how 3-D Secure ended": async (shop) => {
      const { id } = await save(shop, "pm_card_threeDSecure2Required");
      const attempt = async () => (await shop.stripe.setupAttempts.list({ setup_intent: id })).data[0];
      expect(await attempt()).toMatchObject({ status: "requires_action" });
      await shop.control("POST", `/3ds/${id}`, { outcome: "complete" });
      expect(await attempt()).toMatchObject({
        status: "succeeded",
        payment_method_details: { card: { three_d_secure: { result: "authenticated" } } },
      });
    },
    "calls what was canceled meanwhile abandoned": async (shop) => {
      const { id } = await save(shop, "pm_card_threeDSecure2Required");
      await shop.stripe.setupIntents.cancel(id);
      const { data } = await shop.stripe.setupAttempts.list({ setup_intent: id });
      expect(data.map(({ status }) => status)).toEqual(["abandoned"]);
    },
  },
  expansion: {
    "is what latest_attempt expands to": async (shop) => {
      const intent = await save(shop, "pm_card_visa", { expand: ["latest_attempt"] });
      expect(intent.latest_attempt).toMatchObject({ object: "setup_attempt", status: "succeeded" });
    },
  },
});
