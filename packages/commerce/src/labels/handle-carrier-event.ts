import { type LabelProblem, type TrackerStatus, trackerStatuses } from "@dualtrack/contract";
import { lockOrder } from "../orders/lock-order.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { deliverShipment } from "../shipments/deliver-shipment.ts";
import type { Shop } from "../shop.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { changeLabel, findLabel, type StoredLabel } from "./label-rows.ts";

/** What a status means for staff; the others mean nothing is wrong. */
const problemOf: Partial<Record<TrackerStatus, LabelProblem>> = {
  failure: "delivery_failed",
  error: "delivery_failed",
  return_to_sender: "returned",
};

/** Statuses of a parcel that its carrier has. */
const movingStatuses: readonly TrackerStatus[] = [
  "in_transit",
  "out_for_delivery",
  "available_for_pickup",
  "delivered",
];

/**
 * Records what a stored event says of a parcel. Events may come twice and in any order: the newest status counts, and a parcel that was
 * delivered once stays delivered. A parcel that is none of this shop's is ignored.
 */
export async function handleCarrierEvent(shop: Shop, { eventId }: { eventId: string }): Promise<void> {
  await transact(shop, "carrier", async (unit) => {
    const { tx, now } = unit;
    const event = await tx.carrierEvent.findUniqueOrThrow({ where: { id: eventId } });
    if (event.processedAt !== null) return;
    const known = await tx.shippingLabel.findUnique({
      where: { carrierShipmentId: event.carrierShipmentId },
      select: { id: true, orderId: true },
    });
    if (known !== null) {
      await lockOrder(tx, known.orderId);
      const label = await findLabel(tx, known.id);
      if (label !== null) await follow(unit, label, { status: event.status, at: event.statusAt });
    }
    await tx.carrierEvent.update({ where: { id: eventId }, data: { processedAt: now } });
  });
}

async function follow(
  unit: UnitOfWork,
  label: StoredLabel,
  { status, at }: { status: TrackerStatus; at: Date },
): Promise<void> {
  const { tx } = unit;
  if (isNewer({ status, at }, label)) await recordStatus(unit, label, { status, at });
  if (status !== "delivered" || label.shipmentId === null || label.voidedAt !== null) return;
  const delivered = await deliverShipment(unit, { shipmentId: label.shipmentId, tellCustomer: true });
  if (delivered !== null && label.problem === "delivery_failed")
    await changeLabel(tx, label, { problem: null, problemAt: null });
}

function isNewer({ status, at }: { status: TrackerStatus; at: Date }, label: StoredLabel): boolean {
  if (label.trackerAt === null || label.trackerStatus === null) return true;
  if (at.getTime() !== label.trackerAt.getTime()) return at > label.trackerAt;
  return trackerStatuses.indexOf(status) > trackerStatuses.indexOf(label.trackerStatus);
}

/** A problem begins with its status, and ends with the next one. */
async function recordStatus(
  unit: UnitOfWork,
  label: StoredLabel,
  { status, at }: { status: TrackerStatus; at: Date },
): Promise<void> {
  const moved = label.voidedAt !== null && movingStatuses.includes(status) ? "moved_after_void" : null;
  const problem = moved ?? (label.voidedAt === null ? problemOf[status] : null) ?? null;
  const isOver = label.problem === "delivery_failed" || label.problem === "returned";
  const data =
    problem !== null && problem !== label.problem
      ? { problem, problemAt: unit.now }
      : problem === null && isOver
        ? { problem: null, problemAt: null }
        : {};
  await changeLabel(unit.tx, label, { trackerStatus: status, trackerAt: at, ...data });
  const { rate, trackingNumber } = label;
  const details = { carrier: rate?.carrier ?? "", trackingNumber };
  if (problem === "delivery_failed" || problem === "returned") {
    const kind = problem === "returned" ? "shipment_returned" : "delivery_failed";
    if (problem !== label.problem) await recordOnTimeline(unit, label.orderId, { kind, details });
  }
}
