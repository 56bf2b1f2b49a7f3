import type { Prisma } from "@dualtrack/db";
import type { Retention } from "../retention.ts";
import { draftOrdersIn } from "./draft-order-state.ts";

/** Those that became no order keep what is known of their customers no longer than a cart is kept. */
export const draftOrderRetention: Retention = {
  name: "draftOrders",
  after: "carts",
  async remove(tx, { before, limit }) {
    const unpaid = {
      changedAt: { lt: before },
      OR: [draftOrdersIn.draft, draftOrdersIn.expired, draftOrdersIn.cancelled],
    } satisfies Prisma.DraftOrderWhereInput;
    const old = await tx.draftOrder.findMany({ where: unpaid, take: limit, select: { id: true } });
    // One that staff have just sent again stays.
    const { count } = await tx.draftOrder.deleteMany({
      where: { ...unpaid, id: { in: old.map(({ id }) => id) } },
    });
    return count;
  },
};
