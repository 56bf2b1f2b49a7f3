import { buy, digitalVariant, runJobs, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { getOrder } from "../order-views/get-order.ts";
import { syncPayment } from "../payments/sync-payment.ts";

test.for(["won", "lost"] as const)(
  "while a bank has the money, files can't be downloaded; then the dispute is %s",
  async (outcome, { shop }) => {
    const variantId = await digitalVariant(shop);
    const { orderId, paymentIntentId } = await buy(shop, { [variantId]: 1 }, "pm_card_createDispute");
    await runJobs(shop);
    await shop.outside.advance(10_000);
    await syncPayment(shop, { paymentIntentId, track: "sync" });
    const access = async () => (await getOrder(shop, { orderId })).downloads[0]?.access;
    expect(await access()).toBe("disputed");
    const dispute = await shop.db.dispute.findFirstOrThrow({ where: { paymentIntentId } });
    const decide = (evidence: string) =>
      shop.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: evidence }, submit: true });
    await decide(outcome === "won" ? "winning_evidence" : "losing_evidence");
    await shop.outside.advance(10_000);
    await syncPayment(shop, { paymentIntentId, track: "sync" });
    expect(await access()).toBe(outcome === "won" ? "open" : "dispute_lost");
  },
);
