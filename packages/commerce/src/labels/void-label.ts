import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { lockFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { queueJob } from "../jobs.ts";
import { withdrawShipment } from "../shipments/withdraw-shipment.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { changeLabel, findLabel } from "./label-rows.ts";
import { whyNotVoid } from "./why-not-void.ts";

/**
 * Sends a label back: its shipment is withdrawn, so that its units are to be shipped again, and a job asks the carrier for the money. A
 * repeated call changes nothing. LABEL_NOT_FOUND, LABEL_NOT_VOIDABLE when it is not bought, or its parcel is on the way.
 */
export async function voidLabel(
  shop: Shop,
  { labelId, tellCustomer, by }: { labelId: string; tellCustomer: boolean; by: Actor },
): Promise<void> {
  const known = await findLabel(shop.db, labelId);
  if (known === null) throw new DomainError("LABEL_NOT_FOUND", {});
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const order = await lockFulfilment(tx, known.orderId);
    const label = await findLabel(tx, labelId);
    if (label === null) throw new DomainError("LABEL_NOT_FOUND", {});
    if (label.voidedAt !== null) return;
    const shipment = order.shipments.find(({ id }) => id === label.shipmentId) ?? null;
    const because = whyNotVoid(label, { isDelivered: shipment?.deliveredAt != null });
    if (because !== null) throw new DomainError("LABEL_NOT_VOIDABLE", { because });
    if (shipment !== null) await withdrawShipment(unit, order, { shipmentId: shipment.id, tellCustomer });
    await changeLabel(tx, label, { state: "voiding", voidedAt: now });
    await queueJob(tx, "void-label", { labelId }, { key: `void-label:${labelId}` });
    const { costAmount, costCurrency, trackingNumber, rate } = label;
    await writeAudit(unit, {
      action: "order.void_label",
      subject: formatOrderNumber(order.number),
      before: {
        carrier: rate?.carrier ?? null,
        trackingNumber,
        ...(costAmount === null || costCurrency === null
          ? {}
          : { cost: { amount: costAmount, currency: costCurrency } }),
      },
      after: { label: "sent back", customerTold: tellCustomer && order.email !== null },
    });
  });
}
