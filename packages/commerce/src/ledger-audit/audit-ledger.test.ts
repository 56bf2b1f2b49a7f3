import { type Tx, transact } from "@dualtrack/db";
import {
  buy,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { auditLedger } from "./audit-ledger.ts";

/** A shop with one good order, whose books are then spoiled behind its back. */
async function corruptedShop(corrupt: (tx: Tx, orderId: string) => Promise<unknown>) {
  const shop = await openTestShop();
  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 3 })]: 1 });
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
  await unguarded(shop, (tx) => corrupt(tx, orderId));
  return shop;
}

/** Past the database's own refusals, as whoever restores tables one by one, or repairs by hand, may be. */
function unguarded(shop: TestShop, work: (tx: Tx) => Promise<unknown>) {
  return transact(shop.db, async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await work(tx);
  });
}

const problems: [name: string, promise: number, spoil: (tx: Tx, orderId: string) => Promise<unknown>][] = [
  [
    "a paid order that was cancelled without a refund",
    1,
    (tx, id) => tx.order.update({ where: { id }, data: { state: "cancelled" } }),
  ],
  [
    "an order of another sum than its payment",
    1,
    (tx, id) =>
      tx.order.update({ where: { id }, data: { totalAmount: 1, subtotalAmount: 1, shippingAmount: 0 } }),
  ],
  [
    "a stock level that its movements don't explain",
    2,
    (tx) => tx.stockLevel.updateMany({ data: { onHand: 7 } }),
  ],
  ["reserved units that nobody holds", 2, (tx) => tx.stockLevel.updateMany({ data: { reserved: 1 } })],
  [
    "an order whose line is cheaper than what was paid for it",
    3,
    (tx, id) =>
      tx.orderLine.updateMany({ where: { orderId: id }, data: { discountAmount: 1, totalAmount: 1_999 } }),
  ],
  [
    "a payment that our books don't know as succeeded",
    3,
    (tx) => tx.payment.updateMany({ data: { status: "processing" } }),
  ],
  [
    "a session that is called open though it was paid",
    3,
    (tx) => tx.paymentSession.updateMany({ data: { state: "open", endedAt: null } }),
  ],
  [
    "an order that sold its goods twice",
    4,
    async (tx, id) => {
      const { checkoutId, lines } = await tx.order.findUniqueOrThrow({
        where: { id },
        include: { lines: true },
      });
      await tx.stockMovement.create({
        data: { variantId: lines[0]?.variantId ?? "", kind: "sell", quantity: -1, checkoutId },
      });
    },
  ],
  [
    "an order that is called shipped without a parcel",
    4,
    (tx, id) => tx.order.update({ where: { id }, data: { fulfilmentState: "shipped" } }),
  ],
];

test.each(problems)("the audit finds %s", async (_name, promise, corrupt) => {
  await using shop = await corruptedShop(corrupt);
  expect((await auditLedger(shop)).violations).toContainEqual(expect.objectContaining({ promise }));
});

test("a payment without an order yet is in flight, but only for a limited time", async () => {
  await using shop = await openTestShop();
  const { paymentIntentId } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 3 })]: 1 });
  await payAtStripe(shop, paymentIntentId);
  expect(await auditLedger(shop)).toMatchObject({ payments: 1, inFlight: 1, violations: [] });
  shop.clock.advance(16 * 60_000);
  expect(await auditLedger(shop)).toMatchObject({ inFlight: 0, violations: [{ promise: 1 }] });
});
