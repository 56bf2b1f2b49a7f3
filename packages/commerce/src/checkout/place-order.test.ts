import { lockCart, lockCheckout } from "@dualtrack/db";
import { openTestShop, payAtStripe, readyToPay, stockedVariant, type TestShop } from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../actor.ts";
import { extendReservationByStaff } from "../staff-actions/extend-reservation-by-staff.ts";
import { placeOrder } from "./place-order.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

const by: Actor = { name: "Manager", email: "manager@example.com", role: "manager", ip: null };

/** Someone in this shop's database waits for a lock. */
async function somebodyWaits(): Promise<boolean> {
  const [row] = await shop.db.$queryRaw<[{ waiting: boolean }]>`
    select exists (select from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock') as waiting`;
  return row.waiting;
}

type Ready = Awaited<ReturnType<typeof readyToPay>>;
const works: [name: string, work: (checkout: Ready) => Promise<unknown>][] = [
  [
    "placing the order",
    ({ paymentIntentId, clientSecret }) => placeOrder(shop, { paymentIntentId, clientSecret }),
  ],
  [
    "extending its reservation",
    async ({ id }) => {
      const { expiresAt } = await shop.db.checkout.findUniqueOrThrow({ where: { id } });
      await extendReservationByStaff(shop, {
        checkoutId: id,
        seenExpiresAt: expiresAt.toISOString(),
        minutes: 5,
        by,
      });
    },
  ],
];

test.each(works)(
  "%s while its payment is settled: they take turns, and nobody is in a deadlock",
  async (_, work) => {
    const record = await stockedVariant(shop, { onHand: 1 });
    const checkout = await readyToPay(shop, { [record]: 1 });
    await payAtStripe(shop, checkout.paymentIntentId);
    const { cartId } = await shop.db.checkout.findUniqueOrThrow({ where: { id: checkout.id } });
    let working: Promise<unknown> = Promise.resolve();
    // Settling takes the cart, then the checkout.
    await shop.db.$transaction(async (tx) => {
      await lockCart(tx, cartId ?? "");
      working = work(checkout);
      await expect.poll(somebodyWaits).toBe(true);
      await tx.$executeRaw`set local lock_timeout = '300ms'`;
      expect(await lockCheckout(tx, checkout.id)).toBe(true);
    });
    await working;
  },
);
