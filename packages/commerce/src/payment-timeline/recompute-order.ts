import {
  type DisputeStatus,
  disputeStatuses,
  type OrderPaymentState,
  type OrderState,
} from "@dualtrack/contract";
import type { DecisionRow, OrderEventKind } from "@dualtrack/db";
import { z } from "zod";
import { orderMoves } from "../orders/states.ts";
import { disputedAmountOf } from "../payment-state/dispute-status.ts";
import { orderPaymentStateOf } from "../payment-state/order-payment-state.ts";

/** An order as its timeline says that it is. Amounts are those of its payment, in minor units. */
export interface RecomputedOrder {
  state: OrderState | null;
  paymentState: OrderPaymentState;
  captured: number;
  refunded: number;
  disputed: number;
  /** Moves that no order may make, e.g. `completed → processing`. */
  impossibleMoves: string[];
  /** False: an older version wrote a part of it without amounts, so that only the state follows from it. */
  hasAmounts: boolean;
}

interface Money {
  paymentIntentId: string;
  amount: number;
}

/** What is known of an order after the decisions so far. */
interface Progress {
  state: OrderState | null;
  paymentIntentId: string | null;
  isConfirmed: boolean;
  received: Map<string, { captured: number } | { authorized: number } | "released">;
  /** Refunds that Stripe has taken, by its id. */
  refunds: Map<string, Money>;
  /** Failed refunds that staff have paid outside Stripe, by the shop's id. */
  paidAnotherWay: Map<string, Money>;
  disputes: Map<string, Money & { status: DisputeStatus }>;
  impossibleMoves: string[];
  hasAmounts: boolean;
}

type Effect = (progress: Progress, decision: DecisionRow) => void;

const receivedSchema = z.union([
  z.object({ paymentIntentId: z.string(), captured: z.int() }),
  z.object({ paymentIntentId: z.string(), authorized: z.int() }),
]);
const moneySchema = z.object({ paymentIntentId: z.string(), amount: z.int() });

function move(progress: Progress, to: OrderState): void {
  const { state: from } = progress;
  if (from !== null && from !== to && !orderMoves[from].includes(to))
    progress.impossibleMoves.push(`${from} → ${to}`);
  progress.state = to;
}

/** Null: the entry has no amount, as an older version wrote it. */
function receive(progress: Progress, { details }: DecisionRow): string | null {
  const parsed = receivedSchema.safeParse(details);
  if (!parsed.success) {
    progress.hasAmounts = false;
    return null;
  }
  const { paymentIntentId, ...money } = parsed.data;
  progress.received.set(paymentIntentId, money);
  return paymentIntentId;
}

function moneyOf(progress: Progress, { details }: DecisionRow): Money | null {
  const parsed = moneySchema.safeParse(details);
  if (!parsed.success) progress.hasAmounts = false;
  return parsed.data ?? null;
}

const fail: Effect = (progress) => move(progress, "failed");

/** Cancelled because of a payment, or by staff, whose entry speaks of none. */
const cancel: Effect = (progress, decision) => {
  move(progress, "cancelled");
  if (decision.stripeId !== null)
    progress.paymentIntentId = receive(progress, decision) ?? progress.paymentIntentId;
};

const takeRefund: Effect = (progress, decision) => {
  const money = moneyOf(progress, decision);
  if (money !== null && decision.stripeId !== null) progress.refunds.set(decision.stripeId, money);
};

/** Staff's own steps have no status: what the bank makes of them comes with the next entry. */
const followDispute: Effect = (progress, decision) => {
  const parsed = z.object({ status: z.enum(disputeStatuses) }).safeParse(decision.details);
  if (!parsed.success || decision.stripeId === null) return;
  const money = moneyOf(progress, decision);
  if (money !== null) progress.disputes.set(decision.stripeId, { ...money, ...parsed.data });
};

/** What each kind of decision does to an order's state and money; null: nothing. */
const effects: Record<OrderEventKind, Effect | null> = {
  placed: (progress, { stripeId }) => {
    move(progress, "processing");
    progress.paymentIntentId = stripeId;
  },
  payment_retried: (progress, { stripeId }) => {
    move(progress, "processing");
    progress.paymentIntentId = stripeId;
  },
  payment_processing: (progress, { stripeId }) => {
    if (progress.state === "failed") progress.paymentIntentId = stripeId;
    move(progress, "processing");
  },
  payment_declined: fail,
  payment_failed: fail,
  confirmed: (progress, decision) => {
    move(progress, "confirmed");
    progress.isConfirmed = true;
    if (decision.stripeId !== null)
      progress.paymentIntentId = receive(progress, decision) ?? progress.paymentIntentId;
  },
  cancelled: cancel,
  cancelled_out_of_stock: cancel,
  cancelled_discount_used_up: cancel,
  cancelled_amount_mismatch: cancel,
  captured: receive,
  late_payment: receive,
  authorization_released: (progress, { stripeId, details }) => {
    const parsed = z.object({ isCancelled: z.boolean() }).safeParse(details);
    if (!parsed.success) progress.hasAmounts = false;
    if (parsed.data?.isCancelled) move(progress, "cancelled");
    if (stripeId !== null) progress.received.set(stripeId, "released");
  },
  completed: (progress) => move(progress, "completed"),
  refund_pending: takeRefund,
  refund_succeeded: takeRefund,
  refund_failed: (progress, { stripeId }) => {
    if (stripeId !== null) progress.refunds.delete(stripeId);
  },
  refund_paid_another_way: (progress, decision) => {
    const money = moneyOf(progress, decision);
    const parsed = z.object({ refundId: z.string() }).safeParse(decision.details);
    if (money !== null && parsed.success) progress.paidAnotherWay.set(parsed.data.refundId, money);
  },
  dispute_opened: followDispute,
  dispute_evidence_submitted: followDispute,
  dispute_accepted: followDispute,
  dispute_won: followDispute,
  dispute_lost: followDispute,
  dispute_closed: followDispute,
  inquiry_opened: followDispute,
  inquiry_closed: followDispute,
  refund_requested: null,
  refund_waived: null,
  confirmation_resent: null,
  shipped: null,
  shipment_withdrawn: null,
  delivery_failed: null,
  shipment_returned: null,
  delivered: null,
  fraud_warning: null,
  fraud_warning_dismissed: null,
  review_opened: null,
  review_closed: null,
  goods_returned: null,
  goods_reclaimed: null,
  restored: null,
  booking_moved: null,
  booking_cancelled: null,
  booking_too_late: null,
  booking_missed: null,
  booking_attended: null,
  downloaded: null,
  downloads_renewed: null,
  downloads_revoked: null,
  downloads_restored: null,
  capture_failed: null,
  part_cancelled: null,
};

/**
 * Recomputes an order's state, payment state and amounts from the decisions of its timeline, in their order, and from nothing else: no row
 * of the order, its payment, refunds or disputes is read.
 */
export function recomputeOrder(decisions: readonly DecisionRow[]): RecomputedOrder {
  const progress: Progress = {
    ...{ state: null, paymentIntentId: null, isConfirmed: false, impossibleMoves: [], hasAmounts: true },
    ...{ received: new Map(), refunds: new Map(), paidAnotherWay: new Map(), disputes: new Map() },
  };
  for (const decision of decisions) effects[decision.kind]?.(progress, decision);
  const { state, impossibleMoves, hasAmounts } = progress;
  return { state, ...moneyAfter(progress), impossibleMoves, hasAmounts };
}

function moneyAfter(progress: Progress): Omit<RecomputedOrder, "state" | "impossibleMoves" | "hasAmounts"> {
  const { paymentIntentId, isConfirmed } = progress;
  const ofOrder = <Row extends Money>(rows: Map<string, Row>) =>
    [...rows.values()].filter((row) => row.paymentIntentId === paymentIntentId);
  const disputes = ofOrder(progress.disputes);
  const disputed = disputedAmountOf(disputes);
  const nothing = { captured: 0, refunded: 0, disputed };
  if (paymentIntentId === null) return { paymentState: isConfirmed ? "not_required" : "unpaid", ...nothing };
  const received = progress.received.get(paymentIntentId);
  if (received === undefined) return { paymentState: "unpaid", ...nothing };
  if (received === "released") return { paymentState: isConfirmed ? "released" : "unpaid", ...nothing };
  if ("authorized" in received) return { paymentState: "authorized", ...nothing };
  const { captured } = received;
  const refunded = [...ofOrder(progress.refunds), ...ofOrder(progress.paidAnotherWay)].reduce(
    (sum, { amount }) => sum + amount,
    0,
  );
  const paymentState = orderPaymentStateOf({ amountReceived: captured, amountRefunded: refunded, disputes });
  return { paymentState, captured, refunded, disputed };
}
