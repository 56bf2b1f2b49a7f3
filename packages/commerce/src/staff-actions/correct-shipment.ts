import { formatOrderNumber, type Tracking, trackingLink } from "@dualtrack/contract";
import { notify } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { lockShipment } from "../fulfilment/fulfilment-rows.ts";
import { correctTracking } from "../fulfilment/record-shipment.ts";
import { queueShipmentMail } from "../notifications/queue-shipment-mail.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

interface CorrectShipment extends Tracking {
  shipmentId: string;
  tellCustomer: boolean;
  /** What the clerk has seen, and corrects. */
  seen: Tracking;
  by: Actor;
}

/**
 * Corrects a shipment's carrier or tracking. The customer's page shows it, and a mail is sent if requested. Without a
 * difference nothing happens, so a repeated request changes nothing. SHIPMENT_NOT_FOUND; SHIPMENT_CHANGED when something else is stored
 * than was seen.
 */
export async function correctShipment(shop: Shop, correction: CorrectShipment): Promise<void> {
  const { shipmentId, carrier, trackingNumber, tellCustomer, seen, by } = correction;
  const trackingUrl = trackingLink(correction);
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const { order, shipment } = await lockShipment(tx, shipmentId);
    const before = {
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
      trackingUrl: shipment.trackingUrl,
    };
    const after = { carrier, trackingNumber, trackingUrl };
    if (isSame(before, after)) return;
    if (!isSame(before, seen)) throw new DomainError("SHIPMENT_CHANGED", before);
    await correctTracking(tx, shipmentId, after);
    await notify(tx, { topic: "order", id: order.id });
    if (tellCustomer)
      await queueShipmentMail(unit, { shipmentId, kind: "order_shipped", isCorrection: true });
    await writeAudit(unit, {
      action: "order.correct_shipment",
      subject: formatOrderNumber(order.number),
      before,
      after: { ...after, customerTold: tellCustomer && order.email !== null },
    });
  });
}

function isSame(one: Tracking, other: Tracking): boolean {
  return (
    one.carrier === other.carrier &&
    one.trackingNumber === other.trackingNumber &&
    one.trackingUrl === other.trackingUrl
  );
}
