import type { PaymentRisk } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import { lockFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { queueJob } from "../jobs.ts";
import { assertSafe, assertShippable } from "../shipments/ship-goods.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { carrierOf, personTimeout } from "./carrier-of.ts";
import { changeLabel, findLabel } from "./label-rows.ts";
import { settleLabelPurchase } from "./settle-label-purchase.ts";

/** When a job asks for the outcome, if the process that buys has died, in ms. */
const finishAfterMs = 60_000;

interface BuyLabel {
  labelId: string;
  rateId: string;
  tellCustomer: boolean;
  /** The risks that the clerk has confirmed. */
  despite?: PaymentRisk[];
  by: Actor;
}

/**
 * Buys a label for one of its rates, and records its shipment. What is to be bought is stored before the carrier service is asked, and
 * the service sells one label for each registered parcel; so pressing twice, a crash and a lost answer end in one label.
 * The outcome is `buying` when nobody knows it yet: a job asks on.
 * LABELS_NOT_SET_UP, LABEL_NOT_FOUND, LABEL_BEING_BOUGHT when another label of the order is, LABEL_REFUSED, and as for shipping by hand.
 */
export async function buyLabel(shop: Shop, purchase: BuyLabel): Promise<{ outcome: "bought" | "buying" }> {
  carrierOf(shop);
  await beginPurchase(shop, purchase);
  const { labelId } = purchase;
  await settleLabelPurchase(shop, { labelId, isWaitedFor: true, ...personTimeout });
  const label = await findLabel(shop.db, labelId);
  if (label?.state === "failed")
    throw new DomainError("LABEL_REFUSED", {
      problem: label.lastProblem?.code ?? "fault",
      said: label.lastProblem?.said ?? null,
    });
  return { outcome: label?.state === "buying" ? "buying" : "bought" };
}

/** Stores what is to be bought, unless it was before. */
async function beginPurchase(
  shop: Shop,
  { labelId, rateId, tellCustomer, despite = [], by }: BuyLabel,
): Promise<void> {
  const known = await findLabel(shop.db, labelId);
  if (known === null) throw new DomainError("LABEL_NOT_FOUND", {});
  await transactFor(shop, by, async ({ tx, now }) => {
    const order = await lockFulfilment(tx, known.orderId);
    const label = await findLabel(tx, labelId);
    if (label === null) throw new DomainError("LABEL_NOT_FOUND", {});
    if (label.state !== "rated") {
      if (label.rate?.id !== rateId) throw new DomainError("LABEL_BEING_BOUGHT", {});
      return;
    }
    const rate = label.rates.find(({ id }) => id === rateId);
    if (rate === undefined) throw new DomainError("LABEL_NOT_FOUND", {});
    const others = await tx.shippingLabel.count({ where: { orderId: order.id, state: "buying" } });
    if (others > 0) throw new DomainError("LABEL_BEING_BOUGHT", {});
    assertShippable(order, label.lines);
    await assertSafe(tx, order, despite);
    await changeLabel(tx, label, {
      state: "buying",
      rate,
      tellCustomer,
      despite,
      requestedAt: now,
      staffName: by.name,
      staffEmail: by.email,
      staffRole: by.role,
      staffIp: by.ip,
    });
    const runAt = new Date(now.getTime() + finishAfterMs);
    await queueJob(tx, "finish-label", { labelId }, { runAt, key: `finish-label:${labelId}` });
  });
}
