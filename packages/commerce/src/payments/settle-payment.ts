import { checkoutTraceparent, formatOrderNumber, isShipped } from "@dualtrack/contract";
import type { QuoteRow, Track, Tx } from "@dualtrack/db";
import { addToSpan } from "@dualtrack/tracing";
import { recordAuthorization } from "../authorizations/record-authorization.ts";
import { requestRelease } from "../authorizations/request-capture.ts";
import { bindLog } from "../bind-log.ts";
import { followOrder } from "../cart/follow-order.ts";
import { lockIfThere, lockWithCart } from "../cart/lock-cart.ts";
import { fulfilRequests } from "../checkout-requests/fulfil-requests.ts";
import { endCheckout } from "../checkouts/end-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { earlier, later, paymentTimeout, reservationMs, reserveUntil } from "../checkouts/reserve-until.ts";
import { commitUses, releaseUses, returnUses } from "../discounts/discount-uses.ts";
import { settleDisputes } from "../disputes/settle-disputes.ts";
import { settleFraudWarnings } from "../disputes/settle-fraud-warnings.ts";
import { settleReviews } from "../disputes/settle-reviews.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { followInvoices } from "../invoices/follow-invoices.ts";
import { createProvisionalOrder } from "../orders/create-order.ts";
import { copiedDetails } from "../orders/customer-details.ts";
import { moveOrder, recordOnTimeline } from "../orders/move-order.ts";
import { receivedDetails } from "../payment-state/received-details.ts";
import { followPaymentState } from "../refunds/follow-payment-state.ts";
import { recordNoGoods } from "../refunds/refund-decisions.ts";
import { settleRefunds } from "../refunds/settle-refunds.ts";
import { settleUncaptured } from "../refunds/settle-uncaptured.ts";
import { cancelAsBefore } from "../restore/cancel-as-before.ts";
import { NotRestorable } from "../restore/not-restorable.ts";
import { recordUnknownPayment } from "../restore/record-unknown-payment.ts";
import { refundLostOrder } from "../restore/refund-lost-order.ts";
import { restoreLost } from "../restore/restore-lost.ts";
import { isPayLost, restorePay } from "../restore/restore-pay.ts";
import { lostUntil, wasAnnounced } from "../restore/was-announced.ts";
import { withoutGoods } from "../restore/without-goods.ts";
import type { Shop } from "../shop.ts";
import { hasRisks, type PaymentFacts } from "../stripe/payment-facts.ts";
import { about, transact, type UnitOfWork, withState } from "../unit-of-work.ts";
import { recordPayment } from "./record-payment.ts";
import { returnMoney } from "./return-money.ts";
import { settleCaptured } from "./settle-captured.ts";
import { commitWithoutLateTimes, refundLateTimes } from "./settle-late-times.ts";
import { settleReleased } from "./settle-released.ts";
import {
  agreedQuote,
  findSettlementRows,
  mailCustomer,
  type SettlementContext,
} from "./settlement-context.ts";

/**
 * - `foreign`: not a payment of this shop; nothing was done
 * - `unknown`: its order is lost and can't be restored automatically: staff decide
 * - `waiting`: there is no outcome yet
 * - `confirmed`: the order is confirmed
 * - `refund_due`: the money is refunded in full
 * - `unpaid`: it was not paid, and (if cancelled) can't be paid any more
 */
export type Settlement = "foreign" | "unknown" | "waiting" | "confirmed" | "refund_due" | "unpaid";

/**
 * The only code that derives an order's outcome from a Stripe payment. All tracks call it: webhook, success page, sync,
 * expiry, staff, reconciliation.
 *
 * It is one transaction under the checkout's lock. Mails and refunds are queued in it, so they happen if and only if it
 * commits. It is idempotent, and the same facts in any order end in the same state: every move depends on the current state,
 * and older facts never overwrite newer ones. Staff requests (`CheckoutRequest`) are carried out in the same transaction.
 */
export async function settlePayment(shop: Shop, facts: PaymentFacts, track: Track): Promise<Settlement> {
  const { checkoutId, paymentIntentId } = facts;
  if (checkoutId === null) return "foreign";
  const bound = bindLog(shop, { checkoutId, paymentIntentId });
  try {
    const { settlement, isPaidNow, ids } = await transact(bound, track, (unit) =>
      settle(unit, { checkoutId, facts }),
    );
    addToSpan(
      {
        ...{ "dualtrack.checkout_id": checkoutId, "dualtrack.payment_intent_id": paymentIntentId },
        ...{ "dualtrack.order_id": ids.orderId, "dualtrack.order_number": ids.orderNumber },
        "dualtrack.settlement": settlement,
      },
      { link: checkoutTraceparent(checkoutId) },
    );
    bound.log.info({ ...ids, track, settlement }, "a payment is settled");
    if (isPaidNow) shop.measures.record("payments_settled_total", { outcome: settlement, track });
    return settlement;
  } catch (error) {
    if (!(error instanceof NotRestorable)) throw error;
    return recordUnknownPayment(bound, { checkoutId, facts, because: error });
  }
}

interface Settle {
  checkoutId: string;
  facts: PaymentFacts;
}

interface Settled {
  settlement: Settlement;
  /** Whether it is paid, or authorized, and was not before. */
  isPaidNow: boolean;
  /** The order's, if it has one by now. */
  ids: SettlementContext["ids"];
}

async function settle(begun: UnitOfWork, { checkoutId, facts }: Settle): Promise<Settled> {
  const { tx, now } = begun;
  const { paymentIntentId } = facts;
  const locked = await lockIfThere(begun, checkoutId);
  const restored = locked === null ? await restoreLost(begun, { checkoutId, facts }) : null;
  if (typeof restored === "string") return { settlement: restored, isPaidNow: false, ids: {} };
  const { cartId, state } = locked ?? (await lockWithCart(begun, checkoutId));
  const found = await findSettlementRows(tx, facts, checkoutId);
  const lostPay = isPayLost(found, facts) ? await restorePay(begun, { checkout: found, facts }) : null;
  if (lostPay === "foreign") return { settlement: "foreign", isPaidNow: false, ids: {} };
  const checkout = lostPay === "restored" ? await findSettlementRows(tx, facts, checkoutId) : found;
  const { orderNumber } = checkout;
  const ids: SettlementContext["ids"] = {
    orderId: checkout.order?.id,
    orderNumber: orderNumber === null ? undefined : formatOrderNumber(orderNumber),
  };
  const unit = about(withState(begun, state), ids);
  const [known = null] = checkout.payments;
  const payment = await recordPayment(unit, { checkoutId, facts, known });
  const { captureBefore, origin } = facts;
  if (captureBefore !== null)
    await recordAuthorization(tx, {
      ...{ paymentIntentId, captureBefore },
      authorizedAt: origin.chargedAt ?? facts.observedAt,
    });
  const announcedUntil = restored === null ? await lostUntil(unit) : now;
  const context: SettlementContext = {
    unit,
    checkout,
    ids,
    // Nothing more is known of the price of a payment that staff have decided to refund.
    facts: lostPay === "unwanted" ? { ...facts, quoteNumber: checkout.quoteNumber } : facts,
    isUnwanted: lostPay === "unwanted",
    isAlreadyMailed: restored !== null || wasAnnounced(facts, announcedUntil),
    isRestored: restored !== null,
  };
  const settlement = restored?.isCancelled
    ? ("refund_due" as const)
    : await settleStatus(context, payment.status);
  const refunds = restored?.isCancelled ? withoutGoods(facts.refunds) : facts.refunds;
  await settleRefunds(unit, { payment, refunds, announcedUntil });
  if (restored?.isCancelled) await recordNoGoods(unit, payment.paymentIntentId);
  else if (announcedUntil !== null) await cancelAsBefore(unit, { payment, facts });
  if (restored?.isUnwanted) await refundLostOrder(unit, { payment, facts });
  await settleDisputes(unit, { facts });
  await settleFraudWarnings(unit, { facts });
  await settleReviews(unit, { facts });
  // A payment that is seen for the first time, and has confirmed its order, has nothing else to follow.
  const isPlain = known === null && settlement === "confirmed" && !hasRisks(facts);
  if (!isPlain) await followPaymentState(unit, payment);
  await fulfilRequests(unit, checkout.requests);
  const isTaken = settlement === "confirmed" && checkout.cartTakenAt !== null;
  if (!isTaken || checkout.requests.length > 0) await followOrder(unit, { checkoutId, cartId });
  if (payment.status === "canceled") await notifyUnpaid(context);
  await issueDocuments(context);
  const hasOutcome = settlement === "confirmed" || settlement === "refund_due";
  return { settlement, isPaidNow: hasOutcome && !isPaid(known), ids };
}

function isPaid(payment: { status: PaymentFacts["status"] } | null): boolean {
  return payment?.status === "succeeded" || payment?.status === "requires_capture";
}

/** An older order without an invoice gets none here, as it may have one from elsewhere: staff issue it. */
async function issueDocuments({ unit, checkout, isRestored }: SettlementContext): Promise<void> {
  await followInvoices(unit, {
    checkoutId: checkout.id,
    mayIssue: (paidAt) => isRestored || paidAt.getTime() === unit.now.getTime(),
  });
}

/** How long the goods stay reserved for another way to pay after a bank has declined a payment days later. */
const lateDeclineReservationMs = 24 * 60 * 60_000;

/** `status` is the newest known one, which may differ from the one in the facts. */
async function settleStatus(context: SettlementContext, status: PaymentFacts["status"]): Promise<Settlement> {
  if (status === "succeeded") return settlePaid(context, { isAuthorized: false });
  if (status === "requires_capture") return settlePaid(context, { isAuthorized: true });
  if (status === "canceled") return settleCanceled(context);
  if (status === "processing") return settleProcessing(context);
  return settleUnpaid(context);
}

/** Whether the bank has reserved the money only, and it is not captured yet. */
interface Authorized {
  isAuthorized: boolean;
}

/** Paid, or authorized: both confirm the order, and commit what its lines have reserved. */
async function settlePaid(context: SettlementContext, { isAuthorized }: Authorized): Promise<Settlement> {
  const { unit, checkout, facts } = context;
  const { now } = unit;
  const { order } = checkout;
  const isItsPayment = order?.paymentIntentId === facts.paymentIntentId;
  if (isItsPayment && !isAuthorized) {
    await settleUncaptured(unit, facts);
    await settleCaptured(context, order);
  }
  if (isItsPayment && (order.state === "confirmed" || order.state === "completed")) return "confirmed";
  const { paymentIntentId } = facts;
  if (await isRefunded(context)) {
    const hasNoOrder = !isItsPayment || order.state === "cancelled";
    if (hasNoOrder) await refundRest(context, isItsPayment ? "order_cancelled" : "duplicate");
    return "refund_due";
  }
  // An order whose payment failed may be paid by another one.
  const returnAll = (reason: RefundInFullReason) => returnInFull(context, { reason, isAuthorized });
  if (order !== null && !isItsPayment && order.state !== "failed") return returnAll("duplicate");
  if (order?.state === "cancelled" || context.isUnwanted) return returnAll("order_cancelled");
  const quote = await agreedQuote(context);
  const amount = isAuthorized ? facts.amount : facts.amountReceived;
  if (amount !== quote.totalAmount || facts.currency !== checkout.currency)
    return returnAll("amount_mismatch");
  if (!(await commitDiscounts(context, quote))) return returnAll("discount_used_up");
  const isAllSold = await lineReservations.commit(unit, { checkoutId: checkout.id, lines: checkout.lines });
  const late = isAllSold ? [] : await commitWithoutLateTimes(context);
  if (late === null) return returnAll("out_of_stock");

  const placed = order ?? (await createOrder(context));
  const entry = {
    kind: "confirmed" as const,
    stripeId: facts.chargeId ?? facts.paymentIntentId,
    details: receivedDetails(facts),
  };
  // The details entered last count, as the order may be older. If no browser has sent an e-mail address, the payment's is used.
  const details = copiedDetails({ ...checkout, email: checkout.email ?? facts.email });
  // A restored sale counts on its original day.
  const confirmedAt = context.isRestored ? (facts.origin.receivedAt ?? facts.origin.chargedAt ?? now) : now;
  const paid = {
    ...{ isProvisional: false, confirmedAt, paymentIntentId },
    ...(isAuthorized
      ? { paymentState: "authorized" as const }
      : { paymentState: "paid" as const, paidAt: confirmedAt }),
    ...details,
  };
  if (!(await moveOrder(unit, placed.id, "confirmed", entry, paid)))
    throw new Error(`Order ${placed.id} of the paid checkout ${checkout.id} can't be confirmed`);
  if (!isAuthorized) await settleUncaptured(unit, facts);
  await refundLateTimes(context, { orderId: placed.id, positions: late });
  if (checkout.lines.some(({ kind }) => !isShipped(kind))) await followFulfilment(unit, placed.id);
  await endCheckout(unit, checkout.id, "completed");
  await mailCustomer(context, { orderId: placed.id, kind: "order_confirmed" });
  return "confirmed";
}

/** Whether a refund of the payment was requested, here or at Stripe. */
async function isRefunded({ unit, checkout, facts }: SettlementContext): Promise<boolean> {
  const { paymentIntentId, captureMethod } = facts;
  const [known] = checkout.payments;
  if (captureMethod === "automatic") return known?.refunds.some((refund) => !refund.isUncaptured) ?? false;
  // What was left out of the capture has just been brought up to date.
  return (await unit.tx.refund.count({ where: { paymentIntentId, isUncaptured: false } })) > 0;
}

/** Commits the uses of the discounts that were paid with. False: one is used up, as its reservation had ended. */
async function commitDiscounts(
  { unit, checkout }: SettlementContext,
  { number, discounts }: QuoteRow,
): Promise<boolean> {
  // A later quote may have reserved others.
  if (discounts.length === 0 && number === checkout.quoteNumber) return true;
  const discountIds = discounts.map(({ discountId }) => discountId);
  return commitUses(unit, { checkoutId: checkout.id, discountIds });
}

/** The timeline event for each reason. */
const cancellationEvents = {
  amount_mismatch: "cancelled_amount_mismatch",
  out_of_stock: "cancelled_out_of_stock",
  discount_used_up: "cancelled_discount_used_up",
  order_cancelled: "cancelled",
} as const;

type RefundInFullReason =
  | "duplicate"
  | "amount_mismatch"
  | "out_of_stock"
  | "discount_used_up"
  | "order_cancelled";

/**
 * Refunds a payment in full that can't have an order, or releases what is only authorized; the order is cancelled, and the customer gets a
 * mail.
 */
async function returnInFull(
  context: SettlementContext,
  { reason, isAuthorized }: Authorized & { reason: RefundInFullReason },
): Promise<Settlement> {
  const { unit, checkout, facts } = context;
  if (reason !== "duplicate") {
    const order = checkout.order ?? (await createOrder(context));
    const kind = cancellationEvents[reason];
    const paymentState = isAuthorized ? ("authorized" as const) : ("paid" as const);
    // An order whose first payment has failed is cancelled with the one that goes back.
    const cancelled = { isProvisional: false, paymentState, paymentIntentId: facts.paymentIntentId };
    const entry = { kind, stripeId: facts.paymentIntentId, details: receivedDetails(facts) };
    if (!(await moveOrder(unit, order.id, "cancelled", entry, cancelled))) await recordLatePayment(context);
    await releaseUses(unit, { checkoutId: checkout.id });
    await returnUses(unit, checkout.id);
    await lineReservations.release(unit, { checkoutId: checkout.id, state: "released" });
    await endCheckout(unit, checkout.id, "cancelled");
    await mailCustomer(context, { orderId: order.id, kind: "order_cancelled" });
  }
  if (isAuthorized) await requestRelease(unit, facts);
  else await refundRest(context, reason);
  return "refund_due";
}

/**
 * The first time that a payment of an order is seen as paid, or authorized, which was cancelled before: its payment state follows, and so does
 * its timeline.
 */
async function recordLatePayment({ unit, checkout, facts }: SettlementContext): Promise<void> {
  const [known] = checkout.payments;
  const { order } = checkout;
  if (order === null || order.paymentIntentId !== facts.paymentIntentId) return;
  // Once it was confirmed, its timeline has the payment already, and `captured` tells that it was charged.
  if (order.confirmedAt !== null || known?.status === facts.status) return;
  const details = receivedDetails(facts);
  await recordOnTimeline(unit, order.id, { kind: "late_payment", stripeId: facts.paymentIntentId, details });
}

async function refundRest({ unit, facts }: SettlementContext, reason: RefundInFullReason) {
  const amount = await returnMoney(unit, { facts, reason });
  if (amount > 0) unit.log.warn({ amount, reason }, "a payment is refunded in full");
}

/** How much the clocks of Stripe and the shop may differ, in ms. */
const clockToleranceMs = 60_000;

/**
 * Whether a cancelled payment does not end its checkout, as another one is or will be open for what the customer sees now, or only Stripe's
 * page has expired, which may be sooner than the reservation.
 */
async function isReplaced(
  { tx, now }: UnitOfWork,
  { checkout, facts }: Pick<SettlementContext, "checkout" | "facts">,
): Promise<boolean> {
  const session = await tx.paymentSession.findUnique({
    where: { paymentIntentId: facts.paymentIntentId },
    select: { replacedAt: true, expiresAt: true },
  });
  if (session?.replacedAt) return true;
  const observed = facts.observedAt.getTime() + clockToleranceMs;
  if (session?.expiresAt && session.expiresAt.getTime() <= observed && checkout.expiresAt > now) return true;
  if (checkout.order !== null && checkout.order.paymentIntentId === facts.paymentIntentId) return false;
  if (facts.quoteNumber !== checkout.quoteNumber) return true;
  return (await tx.paymentSession.count({ where: { checkoutId: checkout.id, state: "open" } })) > 0;
}

/** The intent can't be paid any more: releases the reservations, and fails a provisional order. */
async function settleCanceled(context: SettlementContext): Promise<Settlement> {
  const { unit, checkout, facts } = context;
  const { now } = unit;
  if (await settleReleased(context)) return "unpaid";
  if (await isReplaced(unit, { checkout, facts })) return "unpaid";
  const ended = checkout.expiresAt <= now ? "expired" : "cancelled";
  await endCheckout(unit, checkout.id, ended);
  const state = ended === "expired" ? "expired" : "released";
  await releaseUses(unit, { checkoutId: checkout.id });
  await lineReservations.release(unit, { checkoutId: checkout.id, state });
  if (checkout.order?.state === "processing") {
    const entry = { kind: "payment_failed" as const, stripeId: facts.paymentIntentId };
    await moveOrder(unit, checkout.order.id, "failed", entry);
  }
  return "unpaid";
}

/**
 * Queues a mail about an order that has just failed as its intent was cancelled, or whose bank decided after days. One mail is
 * sent for each failure; none if staff have cancelled the order in the same transaction, which has its own mail.
 */
async function notifyUnpaid(context: SettlementContext): Promise<void> {
  const { unit, checkout } = context;
  const { tx } = unit;
  const { order } = checkout;
  if (order === null) return;
  if (!(order.state === "processing" || (await countBankDecisions(tx, order.id)) > 0)) return;
  const { id } = order;
  const failed = await tx.order.count({ where: { id, state: "failed" } });
  if (failed === 1)
    await mailCustomer(context, {
      orderId: id,
      kind: "payment_failed",
      attempt: await countFailures(tx, id),
    });
}

/** The number of failed attempts to pay the order; each has its own mail. */
function countFailures(tx: Tx, orderId: string): Promise<number> {
  return tx.orderEvent.count({ where: { orderId, kind: { in: ["payment_declined", "payment_failed"] } } });
}

/** The number of attempts that a bank decides after days. */
function countBankDecisions(tx: Tx, orderId: string): Promise<number> {
  return tx.orderEvent.count({ where: { orderId, kind: "payment_processing" } });
}

const attemptKinds = [
  "placed",
  "payment_retried",
  "payment_processing",
  "payment_declined",
  "payment_failed",
] as const;

/** Whether a bank decides about the current attempt after days. */
async function awaitsBankDecision(tx: Tx, orderId: string): Promise<boolean> {
  const last = await tx.orderEvent.findFirst({
    where: { orderId, kind: { in: [...attemptKinds] } },
    orderBy: { id: "desc" },
    select: { kind: true },
  });
  return last?.kind === "payment_processing";
}

/**
 * The bank takes days to decide: creates the provisional order, keeps the reservation, adds a timeline event, and sends a
 * mail to the customer.
 */
async function settleProcessing(context: SettlementContext): Promise<Settlement> {
  const { unit, checkout, facts } = context;
  const { tx, now } = unit;
  const order = checkout.order ?? { ...(await createOrder(context)), state: "processing" as const };
  const entry = { kind: "payment_processing" as const, stripeId: facts.paymentIntentId };
  const { paymentIntentId } = facts;
  if (order.state === "failed")
    await moveOrder(unit, order.id, "processing", entry, { placedAt: now, paymentIntentId });
  else if (order.state === "processing" && !(await awaitsBankDecision(tx, order.id)))
    await recordOnTimeline(unit, order.id, entry);
  else return "waiting";
  const attempt = await countBankDecisions(tx, order.id);
  await mailCustomer(context, { orderId: order.id, kind: "order_received", attempt });
  return "waiting";
}

/**
 * Not paid (yet). The goods stay reserved for the normal time, so that the customer can try another card. If a bank has
 * declined days later, the customer gets a mail, and the first time a whole day. Facts older than the order are ignored, as
 * a decline before the attempt that created the order does not concern it.
 */
async function settleUnpaid(context: SettlementContext): Promise<Settlement> {
  const { unit, checkout, facts } = context;
  const { tx, now } = unit;
  const { order } = checkout;
  const isUnpaid = facts.status === "requires_payment_method" || facts.status === "requires_confirmation";
  if (order?.state !== "processing" || facts.observedAt < order.placedAt || !isUnpaid) return "waiting";
  if (order.paymentIntentId !== facts.paymentIntentId) return "waiting"; // it was paid another way since
  const details = facts.failure === null ? {} : { code: facts.failure.code };
  const entry = { kind: "payment_declined" as const, stripeId: facts.paymentIntentId, details };
  const isLateDecline = await awaitsBankDecision(tx, order.id);
  await moveOrder(unit, order.id, "failed", entry);
  const until = isLateDecline
    ? new Date(
        now.getTime() +
          ((await countBankDecisions(tx, order.id)) === 1
            ? lateDeclineReservationMs
            : reservationMs(checkout)),
      )
    : earlier(new Date(now.getTime() + reservationMs(checkout)), paymentTimeout(checkout));
  const reservedUntil = later(until, checkout.promisedUntil);
  await reserveUntil(tx, { checkoutId: checkout.id, until: reservedUntil });
  if (isLateDecline) {
    const attempt = await countFailures(tx, order.id);
    await mailCustomer(context, {
      orderId: order.id,
      kind: "payment_failed",
      attempt,
      heldUntil: reservedUntil,
    });
  }
  return "unpaid";
}

async function createOrder(context: SettlementContext): Promise<{ id: string }> {
  const { unit, checkout, facts } = context;
  const { paymentIntentId } = facts;
  const quote = await agreedQuote(context);
  const withEmail = { ...checkout, email: checkout.email ?? facts.email };
  const order = await createProvisionalOrder(unit, { checkout: withEmail, quote, paymentIntentId });
  context.ids.orderId = order.id;
  return order;
}
