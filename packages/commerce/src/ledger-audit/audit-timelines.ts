import { formatOrderNumber } from "@dualtrack/contract";
import { orderHistories } from "@dualtrack/db";
import { checkTimeline } from "../payment-timeline/check-timeline.ts";
import type { Shop } from "../shop.ts";
import type { Violation } from "./violation.ts";

/** So many orders are read by one statement: a few milliseconds, and no more in memory. */
const ordersAtOnce = 500;

/** Promise 4: each order is in the state, and has the amounts, that the decisions of its timeline say. */
export async function auditTimelines(shop: Shop): Promise<Violation[]> {
  const violations: Violation[] = [];
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const orders = await orderHistories(shop.db, { after, limit: ordersAtOnce });
    for (const order of orders)
      for (const { field, timeline, books } of checkTimeline(order).differences)
        violations.push({
          promise: 4,
          problem: "an order is not what its timeline says",
          row: { number: formatOrderNumber(order.number), field, timeline, books },
        });
    const last = orders.at(-1);
    if (last === undefined || orders.length < ordersAtOnce) return violations;
    after = last.id;
  }
}
