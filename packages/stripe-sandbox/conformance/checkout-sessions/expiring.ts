import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { open, pay } from "./fixtures.ts";

export const expiring = checksOf("POST /v1/checkout/sessions/{id}/expire", {
  states: {
    "ends an open session": async (shop) => {
      const { id } = await open(shop);
      expect(await shop.stripe.checkout.sessions.expire(id)).toMatchObject({
        status: "expired",
        url: null,
      });
      expect((await pay(shop, id)).error).toMatchObject({ code: "checkout_session_expired" });
    },
    "cancels the payment that a decline has left behind": async (shop) => {
      const { id } = await open(shop);
      await pay(shop, id, { payment_method: "pm_card_chargeDeclined" });
      await shop.stripe.checkout.sessions.expire(id);
      const [intent] = (await shop.stripe.paymentIntents.list()).data;
      expect(intent).toMatchObject({ status: "canceled", cancellation_reason: "expired" });
    },
  },
  events: {
    "tells that the session has expired": async (shop) => {
      await shop.stripe.checkout.sessions.expire((await open(shop)).id);
      expect((await shop.history()).at(-1)).toBe("checkout.session.expired");
    },
  },
  refusals: {
    "refuses a session that is complete": async (shop) => {
      const { id } = await open(shop);
      await pay(shop, id);
      const error = await errorOf(shop.stripe.checkout.sessions.expire(id));
      expect(error.message).toContain('Only Checkout Sessions with a status in ["open"] can be expired');
    },
  },
});
