import type { Shop } from "./shop.ts";

/** What a line of the log may be found by. */
export interface LogIds {
  requestId?: string | undefined;
  /** Of the queue, with its name. */
  job?: string;
  jobId?: string;
  eventId?: string;
  checkoutId?: string;
  orderId?: string;
  /** As people call it, e.g. `DT-1042`. */
  orderNumber?: string;
  paymentIntentId?: string;
  refundId?: string;
}

/** The same shop, whose log writes these ids into each of its lines, beside those that it has already. */
export function bindLog(shop: Shop, ids: LogIds): Shop {
  return { ...shop, log: shop.log.child(ids) };
}
