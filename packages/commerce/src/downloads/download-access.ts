import type { DownloadAccess } from "@dualtrack/contract";
import { quantitiesOf } from "../fulfilment/fulfilment-rows.ts";
import type { RefundableLine } from "../payment-state/refundable.ts";
import type { DownloadedOrder } from "./download-rows.ts";

/**
 * Whether the files of a line may be downloaded, from the rows of order, payment, refunds and disputes as they are, and from what
 * staff have decided: the result is not stored, so that no change of these can forget it.
 */
export function downloadAccessOf(order: DownloadedOrder, line: RefundableLine): DownloadAccess {
  const { bought, withdrawn } = quantitiesOf(order, line);
  if (order.state === "processing") return "waiting";
  if (order.state === "failed" || order.state === "cancelled") return "ended";
  if (withdrawn >= bought) return "refunded";
  if (order.paymentState === "disputed") return "disputed";
  if (order.paymentState === "dispute_lost") return "dispute_lost";
  if (order.downloads?.revokedAt != null) return "revoked";
  return "open";
}
