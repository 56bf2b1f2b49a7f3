import {
  bookingsWithoutOrder,
  failedRefunds,
  impossibleStock,
  overRefundedPayments,
  overShippedLines,
  salesWithoutOrder,
  shippedUncaptured,
  timeBookedTwice,
  twiceConfirmedOrders,
  unendedSessions,
  unexplainedReserved,
  unexplainedStock,
  uninvoicedTaxedOrders,
  unpaidConfirmedOrders,
  unrecordedTaxDocuments,
  unreleasedAuthorizations,
  wronglyBookedBalances,
  wronglyBookedLines,
  wronglyCountedDiscounts,
  wronglyCreditedRefunds,
  wronglyInvoicedCharges,
  wronglyPaidTimes,
  wronglySoldLines,
  wronglySummedOrders,
  wronglySummedPayouts,
  wronglyUncapturedOrders,
  wronglyUsedDiscounts,
  wrongPaymentStates,
} from "@dualtrack/db";
import type Stripe from "stripe";
import { paidAnotherWay } from "../payment-state/refundable.ts";
import type { Shop } from "../shop.ts";
import { ourCheckoutId, receivedAmountOf, refundedAmountOf } from "../stripe/payment-facts.ts";
import { isMissing } from "../stripe/payment-intents.ts";
import { auditDetails } from "./audit-details.ts";
import {
  auditMovements,
  disputedByPayment,
  listMoneyMovements,
  type MoneyMovements,
} from "./audit-disputes.ts";
import { refundRules } from "./audit-refunds.ts";
import { auditTimelines } from "./audit-timelines.ts";
import { outcomeOfUnknown } from "./audit-unknown.ts";
import type { Violation } from "./violation.ts";

/** How long a payment may have neither an order nor a refund, in ms. */
const graceMs = 15 * 60_000;

/** More failed refunds than a shop can have. */
const maxFailedRefunds = 10_000;

export interface LedgerAudit {
  /** Compared payments of Stripe. */
  payments: number;
  /** Compared disputes and inquiries of Stripe. */
  disputes: number;
  orders: number;
  variants: number;
  /** Payments without a confirmed order yet, which the sync is going to settle. */
  inFlight: number;
  /** Payments with a failed refund that staff have to deal with. */
  waitingForStaff: number;
  violations: Violation[];
}

/**
 * Checks promises 1 to 4 on the running system: compares all payments at Stripe with our orders and refunds, and our tables
 * with each other. Reads only.
 */
export async function auditLedger(shop: Shop): Promise<LedgerAudit> {
  const movements = await listMoneyMovements(shop);
  const payments = await auditPayments(shop, movements);
  const rows = [
    ...(await auditMovements(shop, movements)),
    ...(await auditRows(shop)),
    ...(await auditDetails(shop)),
    ...(await auditTimelines(shop)),
  ];
  const [orders, variants] = [await shop.db.order.count(), await shop.db.stockLevel.count()];
  return {
    ...payments,
    disputes: movements.disputes.length,
    orders,
    variants,
    violations: [...payments.violations, ...rows],
  };
}

/**
 * Promises 1 and 3: each succeeded payment has one order of its amount, or was returned in full by refunds or a dispute.
 * Amounts that staff paid back outside Stripe are counted as they were entered, as Stripe does not know them.
 */
async function auditPayments(
  shop: Shop,
  movements: MoneyMovements,
): Promise<Pick<LedgerAudit, "payments" | "inFlight" | "waitingForStaff" | "violations">> {
  const disputed = disputedByPayment(movements);
  const violations: Violation[] = [];
  const succeeded = new Map<string, Stripe.PaymentIntent>();
  let [inFlight, waitingForStaff] = [0, 0];
  const reported = new Set(
    (await failedRefunds(shop.db, { limit: maxFailedRefunds })).map(({ refundId }) => refundId),
  );
  for await (const intent of shop.stripe.paymentIntents.list({
    limit: 100,
    expand: ["data.latest_charge"],
  })) {
    if (intent.status !== "succeeded" || ourCheckoutId(intent) === null) continue;
    succeeded.set(intent.id, intent);
    const outcome = await outcomeOf(shop, intent, { disputed: disputed.get(intent.id) ?? 0, reported });
    if (outcome === "in flight") inFlight += 1;
    else if (outcome === "waits for staff") waitingForStaff += 1;
    else if (outcome !== "settled")
      violations.push({
        promise: 1,
        problem: outcome,
        row: { paymentIntent: intent.id, amount: receivedAmountOf(intent) },
      });
  }
  const confirmed = await shop.db.order.findMany({
    where: { state: { in: ["confirmed", "completed"] } },
    select: {
      ...{ number: true, paymentIntentId: true, totalAmount: true, currency: true, uncapturedAmount: true },
      ...{ paymentState: true, fulfilmentState: true },
    },
  });
  for (const order of confirmed) {
    if (order.paymentIntentId === null) {
      if (order.totalAmount !== 0)
        violations.push({ promise: 3, problem: "confirmed without a payment", row: order });
      continue;
    }
    const intent = succeeded.get(order.paymentIntentId) ?? (await findPaid(shop, order.paymentIntentId));
    if (intent === null && order.paymentState === "released" && order.fulfilmentState !== "unfulfilled")
      waitingForStaff += 1; // its goods left before the authorization ended, which staff were told
    else if (intent === null)
      violations.push({ promise: 3, problem: "confirmed without a payment", row: order });
    else if (paidAmountOf(intent) !== order.totalAmount || intent.currency !== order.currency)
      violations.push({ promise: 3, problem: "confirmed with a payment of another amount", row: order });
    else if (
      intent.status === "succeeded" &&
      intent.amount_received !== order.totalAmount - order.uncapturedAmount
    )
      violations.push({
        promise: 3,
        problem: "charged another amount than is left of the order",
        row: order,
      });
  }
  return { payments: succeeded.size, inFlight, waitingForStaff, violations };
}

/** What was received, or is authorized, in minor units. */
function paidAmountOf(intent: Stripe.PaymentIntent): number {
  return intent.status === "requires_capture" ? intent.amount_capturable : receivedAmountOf(intent);
}

/** The payment at Stripe if it succeeded or is authorized; else null. */
async function findPaid(shop: Shop, id: string): Promise<Stripe.PaymentIntent | null> {
  const intent = await shop.stripe.paymentIntents.retrieve(id).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error; // Stripe can't be reached, so nothing is known
  });
  return intent?.status === "succeeded" || intent?.status === "requires_capture" ? intent : null;
}

/**
 * "settled", "in flight", "waits for staff", or the problem. `disputed` is the amount that the bank has taken, in minor
 * units; `reported` are the ids of the failed refunds that staff see.
 */
async function outcomeOf(
  shop: Shop,
  intent: Stripe.PaymentIntent,
  { disputed, reported }: { disputed: number; reported: ReadonlySet<string> },
): Promise<string> {
  const checkout = await findCheckoutOf(shop, intent);
  if (checkout === null) return outcomeOfUnknown(shop, intent);
  const atStripe = refundedAmountOf(typeof intent.latest_charge === "object" ? intent.latest_charge : null);
  const received = receivedAmountOf(intent);
  const booked = checkout.payments.find((payment) => payment.paymentIntentId === intent.id);
  const refundsDue =
    booked?.refunds.filter(({ state }) => state === "requested" || state === "pending") ?? [];
  const { order } = checkout;
  const isOrdered =
    order?.paymentIntentId === intent.id &&
    (order.state === "confirmed" || order.state === "completed") &&
    order.totalAmount === received &&
    order.currency === intent.currency;
  if (isOrdered) {
    if (booked?.amountRefunded !== atStripe && refundsDue.length === 0)
      return `Stripe refunded ${atStripe}, our books say ${booked?.amountRefunded ?? 0}`;
    return "settled";
  }
  const refunded = atStripe + paidAnotherWay(booked?.refunds ?? []);
  if (refunded + disputed >= received) return "settled";
  const isLate = paidAt(intent) < shop.clock.now().getTime() - graceMs;
  if (refundsDue.some(({ state }) => state === "pending") || (refundsDue.length > 0 && !isLate))
    return "in flight";
  const isOpen = checkout.state === "open" || checkout.state === "paying" || order?.state === "processing";
  if (isOpen && !isLate) return "in flight";
  const failed = (booked?.refunds ?? [])
    .filter(({ id }) => reported.has(id))
    .reduce((sum, { amount }) => sum + amount, 0);
  if (refunded + disputed + failed >= received) return "waits for staff";
  return "paid, but there is neither an order of its amount nor a full refund";
}

/** When the payment was charged, in ms. */
function paidAt(intent: Stripe.PaymentIntent): number {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  return (charge?.created ?? intent.created) * 1000;
}

function findCheckoutOf(shop: Shop, intent: Stripe.PaymentIntent) {
  const id = ourCheckoutId(intent) ?? "";
  return shop.db.checkout.findUnique({
    where: { id },
    select: {
      state: true,
      order: { select: { paymentIntentId: true, state: true, totalAmount: true, currency: true } },
      payments: {
        select: {
          paymentIntentId: true,
          amountRefunded: true,
          refunds: { select: { id: true, amount: true, state: true, paidAnotherWayAt: true } },
        },
      },
    },
  });
}

/** The invariants between our tables. Each query answers the rows that violate it. */
async function auditRows(shop: Shop): Promise<Violation[]> {
  type Rows = Record<string, unknown>[];
  const { db } = shop;
  const rules: [promise: 1 | 2 | 3 | 4, problem: string, rows: Promise<Rows>][] = [
    [1, "what arrives at the bank is not what a payout's transactions add up to", wronglySummedPayouts(db)],
    [
      1,
      "Stripe's balance has a charge or refund of another amount than the books",
      wronglyBookedBalances(db),
    ],
    [2, "stock is below zero, or more is reserved than there is", impossibleStock(db)],
    [2, "the stock level is not the sum of its movements", unexplainedStock(db)],
    [2, "the reserved units are not the sum of the reservations", unexplainedReserved(db)],
    [4, "a confirmed order did not take its goods from stock exactly once", wronglySoldLines(db)],
    [2, "goods were taken from stock for a checkout that has no paid order", salesWithoutOrder(db)],
    [2, "time was booked twice, or more places than there are", timeBookedTwice(db)],
    [4, "a confirmed order's time is not booked as it was bought", wronglyBookedLines(db)],
    [2, "time is booked for a checkout that has no paid order", bookingsWithoutOrder(db)],
    [3, "an order is confirmed, but its payment is not booked as succeeded", unpaidConfirmedOrders(db)],
    [3, "an order's payment state is not what its payment, refunds and disputes say", wrongPaymentStates(db)],
    [3, "an order counts as sold though it is not paid, or the other way round", wronglyPaidTimes(db)],
    [3, "an order has shipped, and nobody captures its authorization", shippedUncaptured(db)],
    [1, "an authorization has no order, and nobody releases it", unreleasedAuthorizations(db)],
    [3, "a payment is over, but the books say that it may still be paid", unendedSessions(db)],
    [3, "an order's lines and shipping are not its total", wronglySummedOrders(db)],
    [3, "more was refunded than was paid", overRefundedPayments(db)],
    [3, "an order's part that is never charged is not the sum of its rows", wronglyUncapturedOrders(db)],
    [3, "an invoice is not what was charged", wronglyInvoicedCharges(db)],
    [4, "more of a line was shipped than was bought", overShippedLines(db)],
    [4, "an order was announced twice as confirmed", twiceConfirmedOrders(db)],
    [2, "a discount was used more often than it counts, or than it may be", wronglyCountedDiscounts(db)],
    [4, "an order did not use its discount, or an ended checkout still does", wronglyUsedDiscounts(db)],
    [
      4,
      "a document of an order taxed by Stripe Tax is not recorded there, nor due",
      unrecordedTaxDocuments(db),
    ],
    [4, "an order taxed by Stripe Tax has no invoice, so its tax is not recorded", uninvoicedTaxedOrders(db)],
    [4, "a refund has no credit note, or more than one", wronglyCreditedRefunds(db)],
    ...refundRules(db),
  ];
  const found = await Promise.all(
    rules.map(async ([promise, problem, rows]) => (await rows).map((row) => ({ promise, problem, row }))),
  );
  return found.flat();
}
