import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { lockFulfilment } from "../fulfilment/fulfilment-rows.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { changeLabel, findLabel } from "./label-rows.ts";

/** Records that somebody has looked into what is wrong with a parcel, so that it is no longer on Home. LABEL_NOT_FOUND. */
export async function dismissLabelProblem(
  shop: Shop,
  { labelId, by }: { labelId: string; by: Actor },
): Promise<void> {
  const known = await findLabel(shop.db, labelId);
  if (known === null) throw new DomainError("LABEL_NOT_FOUND", {});
  await transactFor(shop, by, async (unit) => {
    const order = await lockFulfilment(unit.tx, known.orderId);
    const label = await findLabel(unit.tx, labelId);
    if (label === null || label.problem === null) return;
    await changeLabel(unit.tx, label, { problem: null, problemAt: null });
    await writeAudit(unit, {
      action: "order.dismiss_label_problem",
      subject: formatOrderNumber(order.number),
      before: { problem: label.problem, trackingNumber: label.trackingNumber },
      after: { problem: null },
    });
  });
}
