import { randomUUID } from "node:crypto";
import {
  buy,
  manager as by,
  openTestShop,
  readyToPayAtStripe,
  runJobs,
  setPaymentPage,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { importDiscounts } from "../discount-import/import-discounts.ts";
import { acceptDispute } from "../dispute-responses/accept-dispute.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { reconcile } from "../reconciliation/reconcile.ts";
import { refundOrder } from "../refund-actions/refund-order.ts";
import { restrictedClient, rightsOf } from "../stripe-setup/testing/restricted-client.ts";

test("with the rights of the table, and no others, web and worker sell, refund, answer a dispute, reconcile and audit", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 5 });
  const web: TestShop = { ...shop, stripe: await restrictedClient(shop, rightsOf("web")) };
  const worker: TestShop = { ...shop, stripe: await restrictedClient(shop, rightsOf("worker")) };

  const { orderId, paymentIntentId } = await buy(web, { [record]: 1 });
  await runJobs(worker);
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(order.state).toBe("confirmed");
  await refundOrder(web, {
    ...{ orderId, requestId: randomUUID(), amount: 100, lines: [], reason: "other", note: "scratched", by },
  });
  await runJobs(worker);
  expect(await shop.db.refund.findFirst({ where: { paymentIntentId } })).toMatchObject({
    state: "succeeded",
  });

  const disputed = await buy(web, { [record]: 1 });
  await runJobs(worker);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({
    where: { paymentIntentId: disputed.paymentIntentId },
  });
  const { id: disputeId } = await shop.outside.dispute(chargeId);
  await syncPayment(worker, { paymentIntentId: disputed.paymentIntentId, track: "sync", thorough: true });
  await acceptDispute(web, { disputeId, by });

  await setPaymentPage(shop, "choice");
  expect(await readyToPayAtStripe(web, { [record]: 1 })).toBeDefined();
  expect(await importDiscounts(web, { after: {}, by })).toMatchObject({ discounts: [] });
  await reconcile(worker, { windowMs: 60 * 60_000 });
  expect((await auditLedger(worker)).violations).toEqual([]);
});
