import type { ShippingLabel } from "@dualtrack/db";
import { labelOf } from "./label-rows.ts";
import { whyNotVoid } from "./why-not-void.ts";

/** A label that was bought, or was to be, for staff. */
export function labelView(row: ShippingLabel, { isDelivered }: { isDelivered: boolean }) {
  const label = labelOf(row);
  const { id, shipmentId, state, lines, boxName, weightGrams, rate, costAmount, costCurrency } = label;
  return {
    id,
    shipmentId,
    state,
    lines,
    boxName,
    weightGrams,
    carrier: rate?.carrier ?? null,
    service: rate?.service ?? null,
    /** What was paid for it, or would be. */
    cost:
      costAmount !== null && costCurrency !== null
        ? { amount: costAmount, currency: costCurrency }
        : rate && { amount: rate.amount, currency: rate.currency },
    trackingNumber: label.trackingNumber,
    /** Where staff get it; null: it is not bought. */
    pdfPath: label.pdfUrl === null ? null : `/labels/${id}.pdf`,
    by: label.staffName,
    at: (label.boughtAt ?? label.requestedAt ?? label.ratedAt).toISOString(),
    trackerStatus: label.trackerStatus,
    trackerAt: label.trackerAt?.toISOString() ?? null,
    lastProblem: label.lastProblem,
    problem: label.problem,
    whyNotVoid: whyNotVoid(label, { isDelivered }),
  };
}
