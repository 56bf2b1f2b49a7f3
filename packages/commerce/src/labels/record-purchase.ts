import { randomUUID } from "node:crypto";
import { trackingLink } from "@dualtrack/contract";
import type { CarrierShipment } from "../carrier-api.ts";
import { DomainError } from "../domain-error.ts";
import { type FulfilledOrder, lockFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { queueJob } from "../jobs.ts";
import { deliverShipment } from "../shipments/deliver-shipment.ts";
import { assertSafe, assertShippable, shipGoods } from "../shipments/ship-goods.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";
import { buyerOf, changeLabel, findLabel, type StoredLabel } from "./label-rows.ts";

type BoughtLabel = NonNullable<CarrierShipment["label"]>;

/**
 * Records a label that was bought, and its shipment, on behalf of whoever bought it. If the goods can't be shipped any more, or the
 * purchase counted as failed, there is no shipment and the label is sent back. A label that was recorded before is not changed.
 */
export async function recordPurchase(shop: Shop, labelId: string, bought: BoughtLabel): Promise<void> {
  const known = await findLabel(shop.db, labelId);
  if (known === null) return;
  await transactFor(shop, buyerOf(known), async (unit) => {
    const { tx, now } = unit;
    const order = await lockFulfilment(tx, known.orderId);
    const label = await findLabel(tx, labelId);
    if (label === null || (label.state !== "buying" && label.state !== "failed")) return;
    const shipmentId = label.state === "buying" ? await shipWith(unit, order, { label, bought }) : null;
    await changeLabel(tx, label, {
      state: shipmentId === null ? "voiding" : "bought",
      shipmentId,
      rate: { ...bought.rate },
      costAmount: bought.rate.amount,
      costCurrency: bought.rate.currency,
      trackingNumber: bought.trackingNumber,
      trackingUrl: bought.trackingUrl,
      pdfUrl: bought.pdfUrl,
      boughtAt: now,
      lastError: null,
      ...(shipmentId === null ? { problem: "not_shippable" as const, problemAt: now, voidedAt: now } : {}),
    });
    // The carrier may have been quicker than the record of the purchase.
    if (shipmentId !== null && label.trackerStatus === "delivered")
      await deliverShipment(unit, { shipmentId, tellCustomer: true });
    await queueJob(tx, "store-label", { labelId }, { key: `store-label:${labelId}` });
    if (shipmentId === null) await queueJob(tx, "void-label", { labelId }, { key: `void-label:${labelId}` });
  });
}

/** Answers the shipment's id; null if the goods may not be shipped any more. */
async function shipWith(
  unit: StaffUnit,
  order: FulfilledOrder,
  { label, bought }: { label: StoredLabel; bought: BoughtLabel },
): Promise<string | null> {
  try {
    assertShippable(order, label.lines);
    const risks = await assertSafe(unit.tx, order, label.despite);
    const shipmentId = randomUUID();
    const { trackingNumber, rate } = bought;
    const { carrier, service, amount, currency } = rate;
    await shipGoods(unit, order, {
      shipmentId,
      lines: label.lines,
      carrier,
      trackingNumber,
      trackingUrl: trackingLink({ carrier, trackingNumber, trackingUrl: bought.trackingUrl }),
      tellCustomer: label.tellCustomer,
      risks,
      action: "order.buy_label",
      facts: { service, cost: { amount, currency } },
    });
    return shipmentId;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    unit.log.warn(
      { labelId: label.id, code: error.code },
      "a label was bought for goods that can't be shipped",
    );
    return null;
  }
}
