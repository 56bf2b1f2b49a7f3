import type { DownloadAccess } from "@dualtrack/contract";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { quantitiesOf } from "../fulfilment/fulfilment-rows.ts";
import type { RefundableLine } from "../payment-state/refundable.ts";

/**
 * Whether the files of a line may be downloaded, from the rows of order, payment, refunds and disputes as they are: nothing of it
 * is stored, so that no change of these can forget it.
 */
export function downloadAccessOf(order: FulfilledOrder, line: RefundableLine): DownloadAccess {
  const { bought, withdrawn } = quantitiesOf(order, line);
  if (order.state === "processing") return "waiting";
  if (order.state === "failed" || order.state === "cancelled") return "ended";
  if (withdrawn >= bought) return "refunded";
  if (order.paymentState === "disputed") return "disputed";
  if (order.paymentState === "dispute_lost") return "dispute_lost";
  return "open";
}
