import { cancelOrder, refundOrder, releaseReservation } from "@dualtrack/commerce";
import { manager as by } from "../staff.ts";
import type { SimulatedProcess } from "./scheduler.ts";
import type { Stage } from "./stage.ts";
import type { Slot } from "./world.ts";

const minuteMs = 60_000;

/** Does something to the newest order, or to a reservation. */
export function staff({ choices, scheduler }: Stage) {
  return async (self: SimulatedProcess, { shop }: Slot): Promise<void> => {
    await scheduler.wait(self, choices.oneOf([10_000, minuteMs, 5 * minuteMs, 15 * minuteMs]));
    const order = await shop.db.order.findFirst({
      orderBy: { placedAt: "desc" },
      select: { id: true, totalAmount: true },
    });
    const action = choices.oneOf(["refund", "refund a part", "cancel", "release"]);
    if (action === "release") {
      const live = await shop.db.checkout.findFirst({
        where: { state: { in: ["open", "paying"] } },
        orderBy: { createdAt: "asc" },
      });
      if (live === null) return;
      scheduler.note(self, "releases a reservation");
      await releaseReservation(shop, { checkoutId: live.id, reason: "simulated", by });
      return;
    }
    if (order === null) return;
    const ofOrder = { orderId: order.id, requestId: crypto.randomUUID(), note: "simulated", by };
    scheduler.note(self, `${action}s the order`);
    if (action === "cancel") await cancelOrder(shop, ofOrder);
    else {
      const amount = action === "refund" ? order.totalAmount : 500;
      await refundOrder(shop, { ...ofOrder, amount, lines: [], reason: "requested_by_customer" });
    }
  };
}
