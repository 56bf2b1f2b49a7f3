// @ts-check
import { capital, plain } from "./format.js";

/** @typedef {import("./dom.js").Bag} Bag */
/** A status as a colour and a label. @typedef {{ tone: "good" | "bad" | "wait" | "move" | "still", label: string }} Badge */

/** @type {Record<string, Badge>} */
const paymentBadges = {
  succeeded: { tone: "good", label: "Succeeded" },
  requires_capture: { tone: "wait", label: "Uncaptured" },
  requires_action: { tone: "wait", label: "Needs 3-D Secure" },
  processing: { tone: "move", label: "Processing" },
  requires_payment_method: { tone: "still", label: "Incomplete" },
  requires_confirmation: { tone: "still", label: "Not confirmed" },
  canceled: { tone: "still", label: "Canceled" },
};

/** @type {Record<string, Badge>} */
const disputeBadges = {
  warning_needs_response: { tone: "wait", label: "Inquiry" },
  warning_under_review: { tone: "wait", label: "Inquiry in review" },
  warning_closed: { tone: "still", label: "Inquiry closed" },
  needs_response: { tone: "bad", label: "Disputed" },
  under_review: { tone: "wait", label: "Dispute in review" },
  won: { tone: "good", label: "Dispute won" },
  lost: { tone: "bad", label: "Dispute lost" },
};

/** @type {Record<string, Badge["tone"]>} */
const tones = {
  succeeded: "good",
  complete: "good",
  paid: "good",
  active: "good",
  enabled: "good",
  delivered: "good",
  pending: "move",
  open: "move",
  unpaid: "wait",
  requires_action: "wait",
  failed: "bad",
  lost: "bad",
};

/** The most important status of a payment: dispute, refund, failure, or the intent's own. @param {Bag} payment A line of the list. @returns {Badge} */
export function paymentBadge(payment) {
  const { status, amount_refunded: refunded, amount_captured: captured, dispute, error } = payment;
  const disputed = disputeBadges[dispute];
  if (disputed) return disputed;
  if (status === "succeeded" && refunded > 0)
    return refunded >= captured
      ? { tone: "still", label: "Refunded" }
      : { tone: "still", label: "Partly refunded" };
  if (status === "requires_payment_method" && error) return { tone: "bad", label: "Failed" };
  return paymentBadges[status] ?? statusBadge(status);
}

/** @param {string} status @returns {Badge} */
export function disputeBadge(status) {
  return disputeBadges[status] ?? statusBadge(status);
}

/** Any other status. @param {string} status @returns {Badge} */
export function statusBadge(status) {
  return { tone: tones[status] ?? "still", label: capital(plain(status)) };
}

/** One status for all deliveries of an event. @param {Bag} event A line of the list. @returns {Badge} */
export function deliveryBadge({ deliveries }) {
  const { delivered = 0, pending = 0, failed = 0, lost = 0 } = deliveries;
  if (failed > 0) return { tone: "bad", label: "Failed" };
  if (lost > 0) return { tone: "bad", label: "Lost" };
  if (pending > 0) return { tone: "move", label: "Waiting" };
  if (delivered > 0)
    return { tone: "good", label: delivered > 1 ? `Delivered ${delivered} times` : "Delivered" };
  return { tone: "still", label: "No endpoint" };
}
