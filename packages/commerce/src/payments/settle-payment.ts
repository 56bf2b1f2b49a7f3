import { formatOrderNumber } from "@dualtrack/contract";
import { lockCheckout, type Track, type Tx } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { followOrder } from "../cart/follow-order.ts";
import { lockCartOf } from "../cart/lock-cart.ts";
import { fulfilRequests } from "../checkout-requests/fulfil-requests.ts";
import { endCheckout } from "../checkouts/end-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { earlier, later, paymentTimeout, reserveUntil } from "../checkouts/reserve-until.ts";
import { settleDisputes } from "../disputes/settle-disputes.ts";
import { settleFraudWarnings } from "../disputes/settle-fraud-warnings.ts";
import { settleReviews } from "../disputes/settle-reviews.ts";
import { type QueuedOrderMail, queueOrderMail } from "../notifications/queue-order-mail.ts";
import { createProvisionalOrder } from "../orders/create-order.ts";
import { copiedDetails } from "../orders/customer-details.ts";
import { moveOrder, recordOnTimeline } from "../orders/move-order.ts";
import { recordSessionEnd } from "../payment-sessions/record-session-end.ts";
import { followPaymentState } from "../refunds/follow-payment-state.ts";
import { recordNoGoods } from "../refunds/refund-decisions.ts";
import { settleRefunds } from "../refunds/settle-refunds.ts";
import { cancelAsBefore } from "../restore/cancel-as-before.ts";
import { NotRestorable } from "../restore/not-restorable.ts";
import { recordUnknownPayment } from "../restore/record-unknown-payment.ts";
import { refundLostOrder } from "../restore/refund-lost-order.ts";
import { restoreLost } from "../restore/restore-lost.ts";
import { lostUntil, wasAnnounced } from "../restore/was-announced.ts";
import { withoutGoods } from "../restore/without-goods.ts";
import type { Shop } from "../shop.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { about, transact, type UnitOfWork } from "../unit-of-work.ts";
import { isFinal, recordPayment } from "./record-payment.ts";
import { returnMoney } from "./return-money.ts";

/**
 * - `foreign`: no payment of this shop; nothing was done
 * - `unknown`: its order is lost and can't be made again by itself: staff decide
 * - `waiting`: Stripe has not decided yet
 * - `confirmed`: the payment has its order
 * - `refund_due`: the money goes back, in full
 * - `unpaid`: it was not paid, and (if cancelled) can't be any more
 */
export type Settlement = "foreign" | "unknown" | "waiting" | "confirmed" | "refund_due" | "unpaid";

/**
 * The only code that turns a Stripe payment into an order's fate. Every track calls it: webhook, success page, sync,
 * expiry, staff, reconciliation.
 *
 * One transaction under the checkout's row lock: what follows (mail, refund) is queued inside it, so it happens
 * exactly if the change does. It is idempotent, and the same facts in any order end in the same state: every move
 * is conditional on the state it starts from, and older facts never overwrite newer ones.
 * What staff have asked for (`CheckoutRequest`) is done in the same transaction.
 */
export async function settlePayment(shop: Shop, facts: PaymentFacts, track: Track): Promise<Settlement> {
  const { checkoutId, paymentIntentId } = facts;
  if (checkoutId === null) return "foreign";
  const bound = bindLog(shop, { checkoutId, paymentIntentId });
  try {
    return await transact(bound, track, (unit) => settle(unit, { checkoutId, facts }));
  } catch (error) {
    if (!(error instanceof NotRestorable)) throw error;
    return recordUnknownPayment(bound, { checkoutId, facts, because: error });
  }
}

interface Settle {
  checkoutId: string;
  facts: PaymentFacts;
}

async function settle(begun: UnitOfWork, { checkoutId, facts }: Settle): Promise<Settlement> {
  const { tx, now } = begun;
  const owner = { where: { id: checkoutId }, select: { ownerHash: true } };
  const known = await tx.checkout.findUnique(owner);
  const restored = known === null ? await restoreLost(begun, { checkoutId, facts }) : null;
  if (typeof restored === "string") return restored;
  const { ownerHash } = known ?? (await tx.checkout.findUniqueOrThrow(owner));
  // The cart first, as everywhere: lines leave it or come back, and it may be changing just now.
  const cartId = await lockCartOf(begun, ownerHash);
  await lockCheckout(tx, checkoutId);
  const checkout = await tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    include: settlementRows,
  });
  const { orderNumber } = checkout;
  const unit = about(begun, {
    orderId: checkout.order?.id,
    orderNumber: orderNumber === null ? undefined : formatOrderNumber(orderNumber),
  });
  const payment = await recordPayment(tx, checkout.id, facts);
  if (isFinal(payment.status)) await recordSessionEnd(unit, { paymentIntentId: payment.paymentIntentId });
  const announcedUntil = restored === null ? await lostUntil(tx) : now;
  const settling: Settling = {
    unit,
    checkout,
    facts,
    isOldNews: restored !== null || wasAnnounced(facts, announcedUntil),
    isRestored: restored !== null,
  };
  const settlement = restored?.isCancelled
    ? ("refund_due" as const)
    : await settleStatus(settling, payment.status);
  const refunds = restored?.isCancelled ? withoutGoods(facts.refunds) : facts.refunds;
  await settleRefunds(unit, { payment, refunds, announcedUntil });
  if (restored?.isCancelled) await recordNoGoods(unit, payment.paymentIntentId);
  else if (announcedUntil !== null) await cancelAsBefore(unit, { payment, facts });
  if (restored?.isUnwanted) await refundLostOrder(unit, { payment, facts });
  await settleDisputes(unit, { facts });
  await settleFraudWarnings(unit, { facts });
  await settleReviews(unit, { facts });
  await followPaymentState(tx, payment);
  await fulfilRequests(unit, checkout.requests);
  await followOrder(unit, { checkoutId, cartId });
  if (payment.status === "canceled") await notifyUnpaid(settling);
  return settlement;
}

/** A customer whose bank said no after days has so long to read the mail and pay another way. */
const answerMailMs = 24 * 60 * 60_000;

const settlementRows = {
  lines: { orderBy: { position: "asc" } },
  order: { select: { id: true, state: true, paymentIntentId: true, placedAt: true } },
  requests: { orderBy: { requestedAt: "asc" } },
} as const;

interface Settling {
  unit: UnitOfWork;
  checkout: Awaited<ReturnType<typeof findSettlementRows>>;
  facts: PaymentFacts;
  /** The order was lost and has just been made again. */
  isRestored: boolean;
  /** The customer was written to about it before the database was restored from an older dump. */
  isOldNews: boolean;
}

function findSettlementRows(tx: Tx, id: string) {
  return tx.checkout.findUniqueOrThrow({ where: { id }, include: settlementRows });
}

/** `status` is the newest that we know of, which need not be the one in these facts. */
async function settleStatus(settling: Settling, status: PaymentFacts["status"]): Promise<Settlement> {
  if (status === "succeeded") return settleSucceeded(settling);
  if (status === "canceled") return settleCanceled(settling);
  if (status === "processing") return settleProcessing(settling);
  return settleUnpaid(settling);
}

async function settleSucceeded(settling: Settling): Promise<Settlement> {
  const { unit, checkout, facts } = settling;
  const { tx, now } = unit;
  const { order } = checkout;
  const isItsPayment = order?.paymentIntentId === facts.paymentIntentId;
  if (isItsPayment && (order.state === "confirmed" || order.state === "completed")) return "confirmed";
  const { paymentIntentId } = facts;
  if (await tx.refund.findFirst({ where: { paymentIntentId }, select: { id: true } })) {
    const isOver = !isItsPayment || order.state === "cancelled";
    if (isOver) await returnRest(settling, isItsPayment ? "order_cancelled" : "duplicate");
    return "refund_due";
  }
  if (order !== null && !isItsPayment) return refundInFull(settling, "duplicate");
  if (order?.state === "cancelled") return refundInFull(settling, "order_cancelled");
  if (facts.amountReceived !== checkout.totalAmount || facts.currency !== checkout.currency)
    return refundInFull(settling, "amount_mismatch");
  if (!(await lineReservations.commit(unit, { checkoutId: checkout.id, lines: checkout.lines })))
    return refundInFull(settling, "out_of_stock");

  const placed = order ?? (await createOrder(settling));
  const entry = { kind: "confirmed" as const, stripeId: facts.chargeId ?? facts.paymentIntentId };
  // What the customer entered last counts, though the order may be older; and a browser that died may never have told us.
  const details = copiedDetails({ ...checkout, email: checkout.email ?? facts.email });
  // A sale counts on the day it was made.
  const confirmedAt = settling.isRestored ? (facts.origin.receivedAt ?? facts.origin.chargedAt ?? now) : now;
  const paid = { isProvisional: false, paymentState: "paid" as const, confirmedAt, ...details };
  if (!(await moveOrder(unit, placed.id, "confirmed", entry, paid)))
    throw new Error(`Order ${placed.id} of the paid checkout ${checkout.id} can't be confirmed`);
  await endCheckout(unit, checkout.id, "completed");
  await mailCustomer(settling, { orderId: placed.id, kind: "order_confirmed" });
  return "confirmed";
}

/** How the timeline calls an order's end. */
const cancelledBecause = {
  amount_mismatch: "cancelled_amount_mismatch",
  out_of_stock: "cancelled_out_of_stock",
  order_cancelled: "cancelled",
} as const;

type RefundInFullReason = "duplicate" | "amount_mismatch" | "out_of_stock" | "order_cancelled";

/** Money came for which there can be no order: all of it goes back, and the customer is told. */
async function refundInFull(settling: Settling, reason: RefundInFullReason): Promise<Settlement> {
  const { unit, checkout, facts } = settling;
  if (reason !== "duplicate") {
    const order = checkout.order ?? (await createOrder(settling));
    const kind = cancelledBecause[reason];
    const cancelled = { isProvisional: false, paymentState: "paid" as const };
    await moveOrder(unit, order.id, "cancelled", { kind, stripeId: facts.paymentIntentId }, cancelled);
    await lineReservations.release(unit, { checkoutId: checkout.id, state: "released" });
    await endCheckout(unit, checkout.id, "cancelled");
    await mailCustomer(settling, { orderId: order.id, kind: "order_cancelled" });
  }
  await returnRest(settling, reason);
  return "refund_due";
}

async function returnRest({ unit, facts }: Settling, reason: RefundInFullReason) {
  const amount = await returnMoney(unit, { facts, reason });
  if (amount > 0) unit.log.warn({ amount, reason }, "a payment is given back");
}

/** Stripe will never take money for this intent: its lines reserve nothing any more, and an order that was promised has failed. */
async function settleCanceled({ unit, checkout, facts }: Settling): Promise<Settlement> {
  const { now } = unit;
  const ended = checkout.expiresAt <= now ? "expired" : "cancelled";
  await endCheckout(unit, checkout.id, ended);
  const state = ended === "expired" ? "expired" : "released";
  await lineReservations.release(unit, { checkoutId: checkout.id, state });
  if (checkout.order?.state === "processing") {
    const entry = { kind: "payment_failed" as const, stripeId: facts.paymentIntentId };
    await moveOrder(unit, checkout.order.id, "failed", entry);
  }
  return "unpaid";
}

/**
 * Nobody can pay any more: tells the customer of an order that has just failed, or whose bank decided after days, unless
 * they were told when it failed. When staff have cancelled it in the same transaction, they were told that.
 */
async function notifyUnpaid(settling: Settling): Promise<void> {
  const { unit, checkout } = settling;
  const { tx } = unit;
  const { order } = checkout;
  if (order === null) return;
  if (!(order.state === "processing" || (await countLeftToBank(tx, order.id)) > 0)) return;
  const { id } = order;
  const failed = await tx.order.count({ where: { id, state: "failed" } });
  if (failed === 1)
    await mailCustomer(settling, {
      orderId: id,
      kind: "payment_failed",
      attempt: await countFailures(tx, id),
    });
}

/** How often the order's payment failed: each time is told once. */
function countFailures(tx: Tx, orderId: string): Promise<number> {
  return tx.orderEvent.count({ where: { orderId, kind: { in: ["payment_declined", "payment_failed"] } } });
}

/** How often a bank was left to decide about the order's payment. */
function countLeftToBank(tx: Tx, orderId: string): Promise<number> {
  return tx.orderEvent.count({ where: { orderId, kind: "payment_processing" } });
}

const attemptKinds = [
  "placed",
  "payment_retried",
  "payment_processing",
  "payment_declined",
  "payment_failed",
] as const;

/** Whether the attempt under way is one that a bank decides about. */
async function isLeftToBank(tx: Tx, orderId: string): Promise<boolean> {
  const last = await tx.orderEvent.findFirst({
    where: { orderId, kind: { in: [...attemptKinds] } },
    orderBy: { id: "desc" },
    select: { kind: true },
  });
  return last?.kind === "payment_processing";
}

/**
 * The bank takes days to decide. The customer has done their part: they get their provisional order and a mail, the reservation
 * stays, and the timeline says why it takes so long.
 */
async function settleProcessing(settling: Settling): Promise<Settlement> {
  const { unit, checkout, facts } = settling;
  const { tx, now } = unit;
  const order = checkout.order ?? { ...(await createOrder(settling)), state: "processing" as const };
  const entry = { kind: "payment_processing" as const, stripeId: facts.paymentIntentId };
  if (order.state === "failed") await moveOrder(unit, order.id, "processing", entry, { placedAt: now });
  else if (order.state === "processing" && !(await isLeftToBank(tx, order.id)))
    await recordOnTimeline(unit, order.id, entry);
  else return "waiting";
  const attempt = await countLeftToBank(tx, order.id);
  await mailCustomer(settling, { orderId: order.id, kind: "order_received", attempt });
  return "waiting";
}

/**
 * Not paid (yet). Stock stays held for a normal reservation: the customer may try the next card. When a bank said no after
 * days, nobody was looking: the customer gets a mail, and a day to answer it, once. An order is told so only by facts
 * that are newer than it: a decline from before the payment that made the order says nothing about it.
 */
async function settleUnpaid(settling: Settling): Promise<Settlement> {
  const { unit, checkout, facts } = settling;
  const { shop, tx, now } = unit;
  const { order } = checkout;
  const isUnpaid = facts.status === "requires_payment_method" || facts.status === "requires_confirmation";
  if (order?.state !== "processing" || facts.observedAt < order.placedAt || !isUnpaid) return "waiting";
  const details = facts.failure === null ? {} : { code: facts.failure.code };
  const entry = { kind: "payment_declined" as const, stripeId: facts.paymentIntentId, details };
  const isNotified = await isLeftToBank(tx, order.id);
  await moveOrder(unit, order.id, "failed", entry);
  const until = isNotified
    ? new Date(
        now.getTime() +
          ((await countLeftToBank(tx, order.id)) === 1 ? answerMailMs : shop.settings.reservationMs),
      )
    : earlier(new Date(now.getTime() + shop.settings.reservationMs), paymentTimeout(shop, checkout));
  const heldUntil = later(until, checkout.promisedUntil);
  await reserveUntil(tx, { checkoutId: checkout.id, until: heldUntil });
  if (isNotified) {
    const attempt = await countFailures(tx, order.id);
    await mailCustomer(settling, { orderId: order.id, kind: "payment_failed", attempt, heldUntil });
  }
  return "unpaid";
}

/** Writes to the customer, who after a restore knows already what the database has just learned. */
async function mailCustomer({ unit, isOldNews }: Settling, mail: QueuedOrderMail): Promise<void> {
  if (!isOldNews) await queueOrderMail(unit, mail);
}

function createOrder({ unit, checkout, facts }: Settling): Promise<{ id: string }> {
  const { paymentIntentId } = facts;
  const withEmail = { ...checkout, email: checkout.email ?? facts.email };
  return createProvisionalOrder(unit, { checkout: withEmail, paymentIntentId });
}
