import {
  buy,
  openTestShop,
  payAtStripe,
  readyToPay,
  stockedVariant,
  type TestShop,
  work,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { auditLedger } from "./audit-ledger.ts";

/** A shop with one good order, whose books are then spoiled behind its back. */
async function spoiledShop(spoil: (shop: TestShop, orderId: string) => Promise<unknown>) {
  const shop = await openTestShop();
  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 3 })]: 1 });
  await work(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
  await spoil(shop, orderId);
  return shop;
}

const problems: [
  name: string,
  promise: number,
  spoil: (shop: TestShop, orderId: string) => Promise<unknown>,
][] = [
  [
    "a paid order that was cancelled without a refund",
    1,
    (shop, id) => shop.db.order.update({ where: { id }, data: { state: "cancelled" } }),
  ],
  [
    "an order of another sum than its payment",
    1,
    (shop, id) =>
      shop.db.order.update({ where: { id }, data: { totalAmount: 1, subtotalAmount: 1, shippingAmount: 0 } }),
  ],
  [
    "a stock level that its movements don't explain",
    2,
    (shop) => shop.db.stockLevel.updateMany({ data: { onHand: 7 } }),
  ],
  ["reserved units that nobody holds", 2, (shop) => shop.db.stockLevel.updateMany({ data: { reserved: 1 } })],
  [
    "a payment that our books don't know as succeeded",
    3,
    (shop) => shop.db.payment.updateMany({ data: { status: "processing" } }),
  ],
  [
    "an order that sold its goods twice",
    4,
    async (shop, id) => {
      const { checkoutId, lines } = await shop.db.order.findUniqueOrThrow({
        where: { id },
        include: { lines: true },
      });
      await shop.db.stockMovement.create({
        data: { variantId: lines[0]?.variantId ?? "", kind: "sell", quantity: -1, checkoutId },
      });
    },
  ],
  [
    "an order that is called shipped without a parcel",
    4,
    (shop, id) => shop.db.order.update({ where: { id }, data: { fulfilmentState: "shipped" } }),
  ],
];

test.each(problems)("the audit finds %s", async (_name, promise, spoil) => {
  await using shop = await spoiledShop(spoil);
  expect((await auditLedger(shop)).violations).toContainEqual(expect.objectContaining({ promise }));
});

test("a payment whose order is still on its way is in flight, but not for ever", async () => {
  await using shop = await openTestShop();
  const { paymentIntentId } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 3 })]: 1 });
  await payAtStripe(shop, paymentIntentId);
  expect(await auditLedger(shop)).toMatchObject({ payments: 1, inFlight: 1, violations: [] });
  shop.clock.advance(16 * 60_000);
  expect(await auditLedger(shop)).toMatchObject({ inFlight: 0, violations: [{ promise: 1 }] });
});
