import { formatOrderNumber } from "@dualtrack/contract";
import { nextOrderNumber, type Prisma, passOrderNumber, type Tx } from "@dualtrack/db";
import { createCheckout } from "../checkouts/create-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { createProvisionalOrder } from "../orders/create-order.ts";
import { copiedDetails } from "../orders/customer-details.ts";
import { moveOrder, recordOnTimeline } from "../orders/move-order.ts";
import { restoreSession } from "../payment-sessions/restore-session.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { NotRestorable } from "./not-restorable.ts";
import { ownerOfNobody } from "./owner-of-nobody.ts";
import { queueUnknownPaymentAlert } from "./queue-unknown-payment-alert.ts";
import { type LostOrder, readAsMuchAsPossible, readLostOrder } from "./read-lost-order.ts";
import { saveUnknownPayment } from "./save-unknown-payment.ts";
import { wasCancelled, wasRefundedInFull } from "./was-refunded-in-full.ts";

/** A debit's order waits for the bank; until it is looked at again, its goods stay held. */
const bankReservationMs = 2 * 60 * 60_000;

export interface RestoredOrder {
  /** Its money has gone back, or goes back now. */
  isCancelled: boolean;
  /** Staff have decided that its money goes back. */
  isUnwanted: boolean;
}

interface RestoreOrder {
  checkoutId: string;
  facts: PaymentFacts;
  /** Staff have decided that its money goes back: the order is made as a cancelled one, whatever is known of it. */
  isUnwanted: boolean;
}

/**
 * Makes a lost order again from its payment alone: the checkout and the order with their old id and number, what the
 * customer entered, and a hold on the goods. It is provisional then, and whoever settles the payment goes on from there;
 * one whose money has gone back is cancelled at once, and holds nothing. In the caller's transaction; throws
 * NotRestorable when it can't be made, and nothing of it may stay.
 */
export async function restoreOrder(
  unit: UnitOfWork,
  { checkoutId, facts, isUnwanted }: RestoreOrder,
): Promise<RestoredOrder> {
  const { tx, log } = unit;
  const lost = isUnwanted ? await readAsMuchAsPossible(tx, facts) : await readLostOrder(tx, facts);
  const number = await freeNumber(tx, lost.description.orderNumber);
  const isGivenBack = isUnwanted || wasCancelled(facts);
  const checkout = await insertCheckout(unit, { checkoutId, facts, lost, number });
  const needsGoods = facts.status === "succeeded" || facts.status === "processing";
  const short = needsGoods && !isGivenBack ? await reserveLines(unit, { checkoutId, lost }) : [];
  if (short.length > 0 && !wasRefundedInFull(facts)) throw new NotRestorable("out_of_stock", short);

  const { paymentIntentId, origin } = facts;
  const order = await createProvisionalOrder(
    { ...unit, now: origin.chargedAt ?? origin.openedAt },
    {
      checkout,
      paymentIntentId,
    },
  );
  const before = origin.description?.orderNumber ?? number;
  const details =
    number === before ? {} : { number: formatOrderNumber(number), numberBefore: formatOrderNumber(before) };
  await recordOnTimeline(unit, order.id, { kind: "restored", stripeId: paymentIntentId, details });
  if (!isUnwanted) await saveUnknownPayment(unit, { checkoutId, facts, state: "restored" });
  await queueUnknownPaymentAlert(unit);
  log.warn({ number }, "a lost order is made again from its payment");
  const isCancelled = isGivenBack || short.length > 0;
  if (isCancelled) {
    const entry = { kind: "cancelled" as const, stripeId: paymentIntentId };
    await moveOrder(unit, order.id, "cancelled", entry, { isProvisional: false, paymentState: "paid" });
  }
  return { isCancelled, isUnwanted };
}

/** The number that the order had, or a new one if another order has got it meanwhile. */
async function freeNumber(tx: Tx, number: number | null): Promise<number> {
  if (number === null) return nextOrderNumber(tx);
  await passOrderNumber(tx, number);
  const isTaken =
    (await tx.order.count({ where: { number } })) +
    (await tx.checkout.count({ where: { orderNumber: number } }));
  return isTaken === 0 ? number : nextOrderNumber(tx);
}

interface InsertCheckout {
  checkoutId: string;
  facts: PaymentFacts;
  lost: LostOrder;
  number: number;
}

async function insertCheckout(unit: UnitOfWork, { checkoutId, facts, lost, number }: InsertCheckout) {
  const { tx, now } = unit;
  const { shippingAddress, billingAddress, ...described } = lost.description;
  const ownerHash = described.ownerHash || ownerOfNobody(checkoutId);
  const isUndecided = facts.status === "processing";
  const { paymentIntentId, origin } = facts;
  await createCheckout(tx, {
    id: checkoutId,
    // Only a payment that the bank is deciding about reserves goods; any other is settled at once.
    state: isUndecided ? "paying" : "expired",
    ownerHash,
    currency: facts.currency,
    ...lost.sums,
    ...copiedDetails({
      ...described,
      shippingAddress: shippingAddress as Prisma.JsonObject | null,
      billingAddress: billingAddress as Prisma.JsonObject | null,
    }),
    orderNumber: number,
    createdAt: origin.openedAt,
    expiresAt: isUndecided ? new Date(now.getTime() + bankReservationMs) : now,
    nextSyncAt: now,
    lines: lost.lines,
  });
  await restoreSession(tx, { checkoutId, paymentIntentId, origin });
  return tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    include: { lines: { orderBy: { position: "asc" } } },
  });
}

/** Answers the SKUs that are short; then nothing is reserved. */
async function reserveLines(
  unit: UnitOfWork,
  { checkoutId, lost: { lines } }: { checkoutId: string; lost: LostOrder },
): Promise<string[]> {
  const shortages = await lineReservations.take(unit, { checkoutId, lines });
  const short = new Set(shortages.map(({ position }) => position));
  return lines.filter(({ position }) => short.has(position)).map(({ sku }) => sku);
}
