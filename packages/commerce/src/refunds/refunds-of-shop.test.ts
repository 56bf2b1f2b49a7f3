import {
  buy,
  makeRetriesDue,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { syncPayment } from "../payments/sync-payment.ts";
import { followUnsentRefunds } from "./follow-unsent-refunds.ts";

test.beforeAll(async ({ shop }) => {
  await shop.db.staff.create({
    data: { id: "manager", name: "Manager", email: "manager@example.com", role: "manager" },
  });
});

/** Money comes after the reservation, for goods that somebody else has: the shop itself decides that it goes back. */
async function owe(shop: TestShop): Promise<string> {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id, paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  await shop.db.$transaction(async (tx) => {
    await tx.$executeRaw`select end_reservations(${id}::uuid, 'expired', now())`;
    await tx.checkout.update({ where: { id }, data: { state: "expired" } });
  });
  await buy(shop, { [record]: 1 });
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
  return paymentIntentId;
}

const refundOf = (shop: TestShop, paymentIntentId: string) =>
  shop.db.refund.findFirstOrThrow({ where: { paymentIntentId } });

async function mailsAbout(shop: TestShop, refundId: string): Promise<string[]> {
  const mails = await shop.db.mail.findMany({
    where: { key: { contains: refundId } },
    orderBy: { id: "asc" },
  });
  return mails.map(({ recipient, subject }) => `${recipient}: ${subject.replace(/DT-\d+/, "DT-0")}`);
}

test("a failed refund of the shop itself is reported to staff and to the customer, once each", async ({
  shop,
}) => {
  const paymentIntentId = await owe(shop);
  await runJobs(shop);
  const { id, stripeRefundId } = await refundOf(shop, paymentIntentId);
  await shop.outside.decideRefund(stripeRefundId, {
    outcome: "fail",
    reason: "expired_or_canceled_card",
  });
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  expect(await mailsAbout(shop, id)).toEqual([
    "customer@example.com: €25.90 for your order DT-0 is on its way back to you",
    "manager@example.com: A refund failed: €25.90 of order DT-0",
    "customer@example.com: Your refund of €25.90 for order DT-0 did not arrive",
  ]);
});

test("a refund that Stripe does not accept is reported to staff after an hour, once, and is sent even if its job was lost", async ({
  shop,
}) => {
  await shop.outside.fault({
    kind: "api",
    action: "error",
    when: "before",
    path: "/v1/refunds",
    status: 500,
  });
  const paymentIntentId = await owe(shop);
  await runJobs(shop);
  const { id } = await refundOf(shop, paymentIntentId);
  expect(await followUnsentRefunds(shop)).toEqual({ unsent: 0, sentAgain: 0 });

  shop.clock.advance(61 * 60_000);
  expect(await followUnsentRefunds(shop)).toEqual({ unsent: 1, sentAgain: 0 });
  await shop.db.$executeRaw`
    select from graphile_worker.permanently_fail_jobs(array(select id from graphile_worker.jobs), 'given up')`;
  expect(await followUnsentRefunds(shop)).toEqual({ unsent: 1, sentAgain: 1 });
  expect(await mailsAbout(shop, id)).toEqual([
    "manager@example.com: A refund has not been sent for an hour: €25.90 of order DT-0",
  ]);

  await shop.outside.noFaults();
  await makeRetriesDue(shop);
  await runJobs(shop);
  expect(await refundOf(shop, paymentIntentId)).toMatchObject({ state: "succeeded" });
  expect(await followUnsentRefunds(shop)).toEqual({ unsent: 0, sentAgain: 0 });
});
