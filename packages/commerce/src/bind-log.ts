import type { Shop } from "./shop.ts";

/** What log lines are about, by which they can be found. Why they were written, a request or a job, is their `LogCause`. */
export interface LogIds {
  eventId?: string;
  checkoutId?: string;
  orderId?: string;
  /** With its prefix, e.g. `DT-1042`. */
  orderNumber?: string;
  paymentIntentId?: string;
  refundId?: string;
  mailId?: string;
  disputeId?: string;
  labelId?: string;
}

/** The same shop with a log that adds these ids to each line. */
export function bindLog(shop: Shop, ids: LogIds): Shop {
  return { ...shop, log: shop.log.child(ids) };
}
