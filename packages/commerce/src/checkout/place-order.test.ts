import { lockCart, lockCheckout } from "@dualtrack/db";
import {
  manager as by,
  payAtStripe,
  readyToPay,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { extendReservationByStaff } from "../staff-actions/extend-reservation-by-staff.ts";
import { placeOrder } from "./place-order.ts";

/** Someone in this shop's database waits for a lock. */
async function somebodyWaits(shop: TestShop): Promise<boolean> {
  const [row] = await shop.db.$queryRaw<[{ waiting: boolean }]>`
    select exists (select from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock') as waiting`;
  return row.waiting;
}

type Ready = Awaited<ReturnType<typeof readyToPay>>;
const works: [name: string, work: (shop: TestShop, checkout: Ready) => Promise<unknown>][] = [
  [
    "placing the order",
    (shop, { paymentIntentId, clientSecret }) => placeOrder(shop, { paymentIntentId, clientSecret }),
  ],
  [
    "extending its reservation",
    async (shop, { id }) => {
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

test.for(works)(
  "%s while its payment is settled: they take turns, and nobody is in a deadlock",
  async ([_, work], { shop }) => {
    const record = await stockedVariant(shop, { onHand: 1 });
    const checkout = await readyToPay(shop, { [record]: 1 });
    await payAtStripe(shop, checkout.paymentIntentId);
    const { ownerHash } = await shop.db.checkout.findUniqueOrThrow({ where: { id: checkout.id } });
    let working: Promise<unknown> = Promise.resolve();
    // Settling takes the cart, then the checkout.
    await shop.db.$transaction(async (tx) => {
      await lockCart(tx, ownerHash);
      working = work(shop, checkout);
      await expect.poll(() => somebodyWaits(shop)).toBe(true);
      await tx.$executeRaw`set local lock_timeout = '300ms'`;
      expect(await lockCheckout(tx, checkout.id)).not.toBeNull();
    });
    await working;
  },
);
