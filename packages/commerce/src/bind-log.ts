import type { Shop } from "./shop.ts";

/** Ids by which log lines can be found. */
export interface LogIds {
  requestId?: string | undefined;
  /** The job's name; `jobId` is its id in the queue. */
  job?: string;
  jobId?: string;
  eventId?: string;
  checkoutId?: string;
  orderId?: string;
  /** With its prefix, e.g. `DT-1042`. */
  orderNumber?: string;
  paymentIntentId?: string;
  refundId?: string;
}

/** The same shop with a log that adds these ids to each line. */
export function bindLog(shop: Shop, ids: LogIds): Shop {
  return { ...shop, log: shop.log.child(ids) };
}
