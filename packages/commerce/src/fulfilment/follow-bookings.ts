import { lockOrder } from "../orders/lock-order.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { followFulfilment } from "./follow-fulfilment.ts";

/** A job: something that the order has booked has taken place. */
export async function followBookings(shop: Shop, { orderId }: { orderId: string }): Promise<void> {
  await transact(shop, "sync", async (unit) => {
    await lockOrder(unit.tx, orderId);
    await followFulfilment(unit, orderId);
  });
}
