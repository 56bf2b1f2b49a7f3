import { heldRefunds } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { queueSendRefund } from "./queue-send-refund.ts";

/** The most refunds in one run; the next minute's run continues. */
const limit = 500;

/** Queues the jobs of refunds that were held back while automatic refunds were switched off. Answers how many. */
export async function queueHeldRefunds(shop: Shop): Promise<number> {
  const held = await heldRefunds(shop.db, { limit });
  for (const { refundId } of held) await queueSendRefund(shop.db, refundId);
  return held.length;
}
