import { CarrierError } from "../carrier/carrier-error.ts";
import type { CarrierShipment } from "../carrier-api.ts";
import { lockOrder } from "../orders/lock-order.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { carrierOf, jobTimeout } from "./carrier-of.ts";
import { changeLabel, findLabel } from "./label-rows.ts";

/**
 * Asks the carrier service to take a label back, unless an earlier attempt has, and records what the carrier says so far. Throws when
 * the service does not answer, so that the queue retries.
 */
export async function sendLabelVoid(shop: Shop, { labelId }: { labelId: string }): Promise<void> {
  const label = await findLabel(shop.db, labelId);
  if (label?.state !== "voiding" && label?.state !== "void_submitted") return;
  const carrier = carrierOf(shop);
  const found = await carrier.find(label.carrierShipmentId, jobTimeout);
  if (found.refundStatus !== null || label.state === "void_submitted")
    return recordVoid(shop, labelId, { status: found.refundStatus ?? "submitted", error: null });
  try {
    const { refundStatus } = await carrier.refund(label.carrierShipmentId, jobTimeout);
    await recordVoid(shop, labelId, { status: refundStatus ?? "submitted", error: null });
  } catch (error) {
    // A refused key says nothing about the label.
    if (!(error instanceof CarrierError) || error.problem !== "refused") throw error;
    await recordVoid(shop, labelId, { status: "rejected", error: error.text });
  }
}

const stateOf = { submitted: "void_submitted", refunded: "voided", rejected: "void_rejected" } as const;

async function recordVoid(
  shop: Shop,
  labelId: string,
  { status, error }: { status: NonNullable<CarrierShipment["refundStatus"]>; error: string | null },
): Promise<void> {
  const { orderId } = await shop.db.shippingLabel.findUniqueOrThrow({
    where: { id: labelId },
    select: { orderId: true },
  });
  await transact(shop, "carrier", async ({ tx, now }) => {
    await lockOrder(tx, orderId);
    const label = await findLabel(tx, labelId);
    if (label?.state !== "voiding" && label?.state !== "void_submitted") return;
    const state = stateOf[status];
    // That the parcel moves is why the carrier refuses, and says more.
    const isNew = state === "void_rejected" && label.problem !== "moved_after_void";
    const problem = isNew ? { problem: "void_rejected" as const, problemAt: now } : {};
    await changeLabel(tx, label, { state, lastError: error, voidAskedAt: now, ...problem });
  });
}
