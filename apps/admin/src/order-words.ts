import type { FulfilmentState, OrderPaymentState, OrderState, StaffRefundReason } from "@dualtrack/contract";
import type { OrderEvent, OrderMail, OrderRefund, OrderView } from "./server/trpc.ts";
import type { Tone } from "./ui/status.tsx";

export interface Look {
  tone: Tone;
  word: string;
}

// A state the server learns and these tables don't know does not compile.

export const stateLooks: Record<OrderState, Look> = {
  processing: { tone: "wait", word: "Processing" },
  confirmed: { tone: "good", word: "Confirmed" },
  completed: { tone: "idle", word: "Completed" },
  failed: { tone: "bad", word: "Failed" },
  cancelled: { tone: "none", word: "Cancelled" },
};

/** A processing order of which the customer's bank is deciding about the payment: that takes days, and nothing is wrong. */
export const bankLook: Look = { tone: "info", word: "At the bank" };

/** What the list of them is called. */
export const bankFilterLabel = "Waiting for the bank";

/** How long the bank may take. */
export function bankWords({ usualDays, mostDays }: NonNullable<OrderView["bank"]>): string {
  return usualDays === mostDays
    ? `Usually up to ${usualDays} working days`
    : `Usually up to ${usualDays} working days, at most ${mostDays}`;
}

export const paymentLooks: Record<OrderPaymentState, Look> = {
  unpaid: { tone: "none", word: "Unpaid" },
  paid: { tone: "good", word: "Paid" },
  partially_refunded: { tone: "info", word: "Partly refunded" },
  refunded: { tone: "idle", word: "Refunded" },
  disputed: { tone: "bad", word: "Disputed" },
  dispute_lost: { tone: "bad", word: "Lost to the bank" },
};

export const fulfilmentLooks: Record<FulfilmentState, Look> = {
  unfulfilled: { tone: "none", word: "Unfulfilled" },
  partly_shipped: { tone: "wait", word: "Partly shipped" },
  shipped: { tone: "info", word: "Shipped" },
  delivered: { tone: "good", word: "Delivered" },
  not_required: { tone: "idle", word: "Nothing to send" },
};

export const refundLooks: Record<OrderRefund["state"], Look> = {
  requested: { tone: "wait", word: "Requested" },
  pending: { tone: "wait", word: "Pending" },
  requires_action: { tone: "wait", word: "Customer must act" },
  succeeded: { tone: "good", word: "Succeeded" },
  failed: { tone: "bad", word: "Failed" },
  canceled: { tone: "none", word: "Cancelled" },
};

/** A refund that failed and that staff paid outside Stripe. */
export const waivedLook: Look = { tone: "idle", word: "No longer owed" };
export const paidAnotherWayLook: Look = { tone: "good", word: "Paid another way" };

type Payment = NonNullable<OrderView["payment"]>;

export const intentLooks: Record<Payment["status"], Look> = {
  requires_payment_method: { tone: "none", word: "Waits for a payment" },
  requires_confirmation: { tone: "none", word: "Waits for confirmation" },
  requires_action: { tone: "wait", word: "Waits for the customer's bank" },
  processing: { tone: "wait", word: "Processing" },
  requires_capture: { tone: "wait", word: "Waits for capture" },
  canceled: { tone: "none", word: "Cancelled" },
  succeeded: { tone: "good", word: "Succeeded" },
};

export const mailLooks: Record<OrderMail["state"], Look> = {
  queued: { tone: "wait", word: "Queued" },
  sent: { tone: "good", word: "Sent" },
  failed: { tone: "bad", word: "Failed" },
};

export const staffReasonWords: Record<StaffRefundReason, string> = {
  requested_by_customer: "The customer asked for it",
  duplicate: "Paid twice",
  fraudulent: "Fraud",
  other: "Another reason",
};

export const reasonWords: Record<OrderRefund["reason"], string> = {
  ...staffReasonWords,
  order_cancelled: "The order was cancelled",
  out_of_stock: "The goods were sold out",
  amount_mismatch: "The amount paid was not the total",
};

export const trackWords: Record<OrderEvent["track"], string> = {
  customer: "customer",
  webhook: "webhook",
  success_page: "success page",
  sync: "sync",
  staff: "staff",
  reconciliation: "reconciliation",
  expiry: "expiry",
};

export const eventLooks: Record<OrderEvent["kind"], Look> = {
  placed: { tone: "none", word: "Order placed" },
  payment_retried: { tone: "none", word: "Another try to pay" },
  confirmed: { tone: "good", word: "Payment confirmed" },
  payment_declined: { tone: "wait", word: "Payment declined" },
  payment_failed: { tone: "bad", word: "Payment failed" },
  payment_processing: { tone: "wait", word: "Payment processing" },
  cancelled_out_of_stock: { tone: "bad", word: "Cancelled, sold out" },
  cancelled_amount_mismatch: { tone: "bad", word: "Cancelled, wrong amount" },
  cancelled: { tone: "bad", word: "Cancelled" },
  refund_requested: { tone: "info", word: "Refund requested" },
  refund_pending: { tone: "wait", word: "Refund pending" },
  refund_succeeded: { tone: "good", word: "Refund succeeded" },
  refund_failed: { tone: "bad", word: "Refund failed" },
  refund_paid_another_way: { tone: "good", word: "Refund paid another way" },
  refund_waived: { tone: "idle", word: "Refund no longer owed" },
  confirmation_resent: { tone: "info", word: "Confirmation sent again" },
  shipped: { tone: "info", word: "Shipped" },
  delivered: { tone: "good", word: "Delivered" },
  completed: { tone: "idle", word: "Completed" },
  dispute_opened: { tone: "bad", word: "Dispute opened" },
  dispute_evidence_submitted: { tone: "info", word: "Evidence submitted" },
  dispute_accepted: { tone: "info", word: "Dispute accepted" },
  dispute_won: { tone: "good", word: "Dispute won" },
  dispute_lost: { tone: "bad", word: "Dispute lost" },
  dispute_closed: { tone: "idle", word: "Dispute closed" },
  inquiry_opened: { tone: "wait", word: "The bank asks about it" },
  inquiry_closed: { tone: "idle", word: "The bank's question is closed" },
  fraud_warning: { tone: "bad", word: "Fraud warning" },
  fraud_warning_dismissed: { tone: "info", word: "Kept despite a fraud warning" },
  review_opened: { tone: "wait", word: "Under review at Stripe" },
  review_closed: { tone: "info", word: "Review closed" },
  goods_returned: { tone: "info", word: "Goods back in stock" },
  goods_reclaimed: { tone: "info", word: "Goods taken out of stock again" },
  restored: { tone: "info", word: "Restored from Stripe" },
};

export const provisionalWords = "Shown before Stripe's confirmation; it becomes final, or fails, by itself";
