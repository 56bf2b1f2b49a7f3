import { unrecordedTaxOrders } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { queueTaxRecords } from "./request-tax-record.ts";

/** The most orders in one run; the next hour's run continues. */
const limit = 500;

/**
 * Queues a new job for orders whose documents are not recorded at Stripe Tax, if they have none: its attempts are used up, or Stripe has
 * refused. Answers their number.
 */
export async function followTaxRecords(shop: Shop): Promise<{ queued: number }> {
  const orderIds = await unrecordedTaxOrders(shop.db, { limit });
  for (const orderId of orderIds) await queueTaxRecords(shop.db, orderId);
  return { queued: orderIds.length };
}
