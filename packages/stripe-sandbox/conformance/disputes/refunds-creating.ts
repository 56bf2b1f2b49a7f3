import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { disputed, inquired } from "./fixtures.ts";

export const refundsCreating = checksOf("POST /v1/refunds", {
  refusals: {
    "refuses a charge that was charged back": async (shop) => {
      const { charge } = await disputed(shop);
      const error = await errorOf(shop.stripe.refunds.create({ charge, amount: 100 }));
      expect(error).toMatchObject({ statusCode: 400, code: "charge_disputed" });
      expect(error.message).toBe(`Charge ${charge} has been charged back; cannot issue a refund.`);
    },
    "refuses a charge whose dispute was lost": async (shop) => {
      const { charge, dispute } = await disputed(shop);
      await shop.stripe.disputes.close(dispute.id);
      const error = await errorOf(shop.stripe.refunds.create({ charge }));
      expect(error).toMatchObject({ code: "charge_disputed" });
    },
    "refuses a charge of which one of two disputes is still open": async (shop) => {
      const { charge, dispute } = await disputed(shop, "pm_card_createMultipleDisputes");
      await shop.control("POST", `/disputes/${dispute.id}`, { outcome: "win" });
      const error = await errorOf(shop.stripe.refunds.create({ charge }));
      expect(error).toMatchObject({ code: "charge_disputed" });
    },
  },
  states: {
    "gives money back during an inquiry": async (shop) => {
      const { charge } = await inquired(shop);
      expect((await shop.stripe.refunds.create({ charge, amount: 100 })).status).toBe("succeeded");
    },
    "gives back what a dispute of a part leaves, and no more": async (shop) => {
      const { latest_charge } = await shop.pay();
      const charge = String(latest_charge);
      await shop.control("POST", `/charges/${charge}/dispute`, { amount: 1000 });
      const error = await errorOf(shop.stripe.refunds.create({ charge, amount: 1000 }));
      expect(error).toMatchObject({ code: "charge_disputed" });
      expect((await shop.stripe.refunds.create({ charge, amount: 999 })).status).toBe("succeeded");
      const more = await errorOf(shop.stripe.refunds.create({ charge, amount: 1 }));
      expect(more).toMatchObject({ code: "charge_disputed" });
    },
    "gives money back after a dispute was won": async (shop) => {
      const { charge, dispute } = await disputed(shop);
      await shop.control("POST", `/disputes/${dispute.id}`, { outcome: "win" });
      expect((await shop.stripe.refunds.create({ charge })).amount).toBe(1999);
    },
    "fails a pending refund when the charge is disputed meanwhile": async (shop) => {
      const { latest_charge } = await shop.pay("pm_card_pendingRefund");
      const charge = String(latest_charge);
      const refund = await shop.stripe.refunds.create({ charge, amount: 500 });
      await shop.control("POST", `/charges/${charge}/dispute`, { amount: 1000 });
      expect(await shop.stripe.refunds.retrieve(refund.id)).toMatchObject({
        status: "failed",
        failure_reason: "charge_for_pending_refund_disputed",
      });
      expect((await shop.stripe.charges.retrieve(charge)).amount_refunded).toBe(0);
    },
  },
});
