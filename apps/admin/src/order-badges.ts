import type { FulfilmentState, OrderPaymentState, OrderState, StaffRefundReason } from "@dualtrack/contract";
import type { OrderEvent, OrderMail, OrderRefund, OrderView } from "./server/trpc.ts";
import type { Tone } from "./ui/status.tsx";

export interface Badge {
  tone: Tone;
  label: string;
}

// A state of the server's that is missing here does not compile.

export const stateBadges: Record<OrderState, Badge> = {
  processing: { tone: "wait", label: "Processing" },
  confirmed: { tone: "good", label: "Confirmed" },
  completed: { tone: "idle", label: "Completed" },
  failed: { tone: "bad", label: "Failed" },
  cancelled: { tone: "none", label: "Cancelled" },
};

/**
 * For an order that is processing because the customer's bank still decides about the payment: that takes days, and is
 * normal.
 */
export const bankBadge: Badge = { tone: "info", label: "At the bank" };

/** The label of the filter for such orders. */
export const bankFilterLabel = "Waiting for the bank";

/** How long the bank may take. */
export function bankText({ usualDays, mostDays }: NonNullable<OrderView["bank"]>): string {
  return usualDays === mostDays
    ? `Usually up to ${usualDays} working days`
    : `Usually up to ${usualDays} working days, at most ${mostDays}`;
}

export const paymentBadges: Record<OrderPaymentState, Badge> = {
  unpaid: { tone: "none", label: "Unpaid" },
  paid: { tone: "good", label: "Paid" },
  partially_refunded: { tone: "info", label: "Partly refunded" },
  refunded: { tone: "idle", label: "Refunded" },
  disputed: { tone: "bad", label: "Disputed" },
  dispute_lost: { tone: "bad", label: "Lost to the bank" },
  not_required: { tone: "idle", label: "Nothing due" },
  authorized: { tone: "wait", label: "Authorized" },
  released: { tone: "idle", label: "Released" },
};

export const fulfilmentBadges: Record<FulfilmentState, Badge> = {
  unfulfilled: { tone: "none", label: "Unfulfilled" },
  partly_shipped: { tone: "wait", label: "Partly shipped" },
  shipped: { tone: "info", label: "Shipped" },
  delivered: { tone: "good", label: "Delivered" },
  not_required: { tone: "idle", label: "Nothing to send" },
};

export const refundBadges: Record<OrderRefund["state"], Badge> = {
  requested: { tone: "wait", label: "Requested" },
  pending: { tone: "wait", label: "Pending" },
  requires_action: { tone: "wait", label: "Customer must act" },
  succeeded: { tone: "good", label: "Succeeded" },
  failed: { tone: "bad", label: "Failed" },
  canceled: { tone: "none", label: "Cancelled" },
};

/** Of what was cancelled before it was charged. */
export const uncapturedBadge: Badge = { tone: "idle", label: "Not charged" };
/** A refund that failed and that staff paid outside Stripe. */
export const waivedBadge: Badge = { tone: "idle", label: "No longer owed" };
export const paidAnotherWayBadge: Badge = { tone: "good", label: "Paid another way" };

type Payment = NonNullable<OrderView["payment"]>;

export const intentBadges: Record<Payment["status"], Badge> = {
  requires_payment_method: { tone: "none", label: "Waits for a payment" },
  requires_confirmation: { tone: "none", label: "Waits for confirmation" },
  requires_action: { tone: "wait", label: "Waits for the customer's bank" },
  processing: { tone: "wait", label: "Processing" },
  requires_capture: { tone: "wait", label: "Waits for capture" },
  canceled: { tone: "none", label: "Cancelled" },
  succeeded: { tone: "good", label: "Succeeded" },
};

export const mailBadges: Record<OrderMail["state"], Badge> = {
  queued: { tone: "wait", label: "Queued" },
  sent: { tone: "good", label: "Sent" },
  failed: { tone: "bad", label: "Failed" },
};

export const staffReasonLabels: Record<StaffRefundReason, string> = {
  requested_by_customer: "The customer asked for it",
  duplicate: "Paid twice",
  fraudulent: "Fraud",
  other: "Another reason",
};

export const reasonLabels: Record<OrderRefund["reason"], string> = {
  ...staffReasonLabels,
  order_cancelled: "The order was cancelled",
  out_of_stock: "Sold out, or its time was taken",
  discount_used_up: "The discount was used up",
  amount_mismatch: "The amount paid was not the total",
};

export const trackLabels: Record<OrderEvent["track"], string> = {
  customer: "customer",
  webhook: "webhook",
  success_page: "success page",
  sync: "sync",
  staff: "staff",
  reconciliation: "reconciliation",
  expiry: "expiry",
  carrier: "carrier",
};

export const eventBadges: Record<OrderEvent["kind"], Badge> = {
  placed: { tone: "none", label: "Order placed" },
  payment_retried: { tone: "none", label: "New attempt to pay" },
  confirmed: { tone: "good", label: "Payment confirmed" },
  payment_declined: { tone: "wait", label: "Payment declined" },
  payment_failed: { tone: "bad", label: "Payment failed" },
  payment_processing: { tone: "wait", label: "Payment processing" },
  cancelled_out_of_stock: { tone: "bad", label: "Cancelled, sold out" },
  cancelled_discount_used_up: { tone: "bad", label: "Cancelled, discount used up" },
  cancelled_amount_mismatch: { tone: "bad", label: "Cancelled, wrong amount" },
  cancelled: { tone: "bad", label: "Cancelled" },
  refund_requested: { tone: "info", label: "Refund requested" },
  refund_pending: { tone: "wait", label: "Refund pending" },
  refund_succeeded: { tone: "good", label: "Refund succeeded" },
  refund_failed: { tone: "bad", label: "Refund failed" },
  refund_paid_another_way: { tone: "good", label: "Refund paid another way" },
  refund_waived: { tone: "idle", label: "Refund no longer owed" },
  confirmation_resent: { tone: "info", label: "Confirmation sent again" },
  downloaded: { tone: "info", label: "Downloaded for the first time" },
  downloads_renewed: { tone: "info", label: "Further downloads allowed" },
  downloads_revoked: { tone: "bad", label: "Downloads stopped" },
  downloads_restored: { tone: "info", label: "Downloads allowed again" },
  shipped: { tone: "info", label: "Shipped" },
  shipment_withdrawn: { tone: "wait", label: "Label sent back, not shipped" },
  delivery_failed: { tone: "bad", label: "Not delivered" },
  shipment_returned: { tone: "bad", label: "On its way back to us" },
  delivered: { tone: "good", label: "Delivered" },
  completed: { tone: "idle", label: "Completed" },
  dispute_opened: { tone: "bad", label: "Dispute opened" },
  dispute_evidence_submitted: { tone: "info", label: "Evidence submitted" },
  dispute_accepted: { tone: "info", label: "Dispute accepted" },
  dispute_won: { tone: "good", label: "Dispute won" },
  dispute_lost: { tone: "bad", label: "Dispute lost" },
  dispute_closed: { tone: "idle", label: "Dispute closed" },
  inquiry_opened: { tone: "wait", label: "The bank asks about it" },
  inquiry_closed: { tone: "idle", label: "The bank's question is closed" },
  fraud_warning: { tone: "bad", label: "Fraud warning" },
  fraud_warning_dismissed: { tone: "info", label: "Kept despite a fraud warning" },
  review_opened: { tone: "wait", label: "Under review at Stripe" },
  review_closed: { tone: "info", label: "Review closed" },
  goods_returned: { tone: "info", label: "Goods back in stock" },
  goods_reclaimed: { tone: "info", label: "Goods taken out of stock again" },
  restored: { tone: "info", label: "Restored from Stripe" },
  booking_moved: { tone: "info", label: "Booking moved" },
  booking_cancelled: { tone: "idle", label: "Booking cancelled" },
  booking_too_late: { tone: "bad", label: "Time not free when the payment came" },
  booking_missed: { tone: "bad", label: "Customer did not come" },
  booking_attended: { tone: "info", label: "Customer came after all" },
  captured: { tone: "good", label: "Card charged" },
  part_cancelled: { tone: "idle", label: "A part cancelled, not charged" },
  capture_failed: { tone: "bad", label: "Card could not be charged" },
  authorization_released: { tone: "idle", label: "Card released, nothing charged" },
  late_payment: { tone: "bad", label: "Paid after it was cancelled" },
};

export const provisionalText = "Shown before Stripe's confirmation; it becomes final, or fails, by itself";
