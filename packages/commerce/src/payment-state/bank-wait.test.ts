import {
  bankDecides,
  manager as by,
  debitAtStripe,
  openTestShop,
  readyToPay,
  stockedVariant,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { placeOrder } from "../checkout/place-order.ts";
import { getAttention } from "../operations/get-attention.ts";
import { exportOrders } from "../order-views/export-orders.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { listOrders } from "../order-views/list-orders.ts";
import { syncPayment } from "../payments/sync-payment.ts";

const days = (n: number) => n * 24 * 60 * 60_000;
test("an order that waits for a bank is in its own list, until the bank takes longer than allowed", async () => {
  await using shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 1 });
  const checkout = await readyToPay(shop, { [record]: 1 });
  const { paymentIntentId } = checkout;
  await debitAtStripe(shop, paymentIntentId);
  await placeOrder(shop, checkout);
  const sync = () => syncPayment(shop, { paymentIntentId, track: "sync" });
  await sync();
  const [{ number = "" } = {}] = (await listOrders(shop, { sort: "newest", limit: 1 })).orders;
  const listed = async (filter: { bank?: true; attention?: true }) =>
    (await listOrders(shop, { ...filter, sort: "newest", limit: 50 })).orders;

  shop.clock.advance(days(9));
  expect(await getAttention(shop)).toMatchObject({
    stuckOrders: { count: 0 },
    waitingForBank: { count: 1, examples: [{ number }] },
  });
  expect(await listed({ attention: true })).toEqual([]);
  expect(await listed({ bank: true })).toMatchObject([
    { number, attention: null, bank: { usualDays: 5, mostDays: 14, isOverdue: false } },
  ]);
  expect(await getOrderForStaff(shop, { number })).toMatchObject({ bank: { mostDays: 14 } });
  let csv = "";
  for await (const piece of await exportOrders(shop, { bank: true, sort: "newest", by })) csv += piece;
  expect(csv).toContain("bank_decides_until");
  expect(csv).toContain(number);

  shop.clock.advance(days(20));
  expect(await getAttention(shop)).toMatchObject({
    stuckOrders: { count: 1, examples: [{ number }] },
    waitingForBank: { count: 0 },
  });
  expect(await listed({ attention: true })).toMatchObject([
    { number, attention: "The bank takes longer than it may" },
  ]);

  await bankDecides(shop, paymentIntentId, "succeed");
  await sync();
  expect(await listed({ bank: true })).toEqual([]);
  expect((await getAttention(shop)).stuckOrders.count).toBe(0);
});
