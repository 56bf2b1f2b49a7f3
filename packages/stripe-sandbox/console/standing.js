// @ts-check
import { capital, plain } from "./words.js";

/** @typedef {import("./dom.js").Bag} Bag */
/** How something stands, as a colour and a word. @typedef {{ tone: "good" | "bad" | "wait" | "move" | "still", word: string }} Standing */

/** @type {Record<string, Standing>} */
const paymentStandings = {
  succeeded: { tone: "good", word: "Succeeded" },
  requires_capture: { tone: "wait", word: "Held" },
  requires_action: { tone: "wait", word: "Needs 3-D Secure" },
  processing: { tone: "move", word: "Processing" },
  requires_payment_method: { tone: "still", word: "Incomplete" },
  requires_confirmation: { tone: "still", word: "Not confirmed" },
  canceled: { tone: "still", word: "Canceled" },
};

/** @type {Record<string, Standing>} */
const disputeStandings = {
  warning_needs_response: { tone: "wait", word: "Inquiry" },
  warning_under_review: { tone: "wait", word: "Inquiry in review" },
  warning_closed: { tone: "still", word: "Inquiry closed" },
  needs_response: { tone: "bad", word: "Disputed" },
  under_review: { tone: "wait", word: "Dispute in review" },
  won: { tone: "good", word: "Dispute won" },
  lost: { tone: "bad", word: "Dispute lost" },
};

/** @type {Record<string, Standing["tone"]>} */
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

/** What the payment has come to, in the one word that matters most. @param {Bag} payment A line of the list. @returns {Standing} */
export function paymentStanding(payment) {
  const { status, amount_refunded: refunded, amount_captured: captured, dispute, error } = payment;
  const disputed = disputeStandings[dispute];
  if (disputed) return disputed;
  if (status === "succeeded" && refunded > 0)
    return refunded >= captured
      ? { tone: "still", word: "Refunded" }
      : { tone: "still", word: "Partly refunded" };
  if (status === "requires_payment_method" && error) return { tone: "bad", word: "Failed" };
  return paymentStandings[status] ?? standing(status);
}

/** @param {string} status @returns {Standing} */
export function disputeStanding(status) {
  return disputeStandings[status] ?? standing(status);
}

/** How anything else stands. @param {string} status @returns {Standing} */
export function standing(status) {
  return { tone: tones[status] ?? "still", word: capital(plain(status)) };
}

/** Where the deliveries of an event are. @param {Bag} event A line of the list. @returns {Standing} */
export function deliveryStanding({ deliveries }) {
  const { delivered = 0, pending = 0, failed = 0, lost = 0 } = deliveries;
  if (failed > 0) return { tone: "bad", word: "Failed" };
  if (lost > 0) return { tone: "bad", word: "Lost" };
  if (pending > 0) return { tone: "move", word: "Waiting" };
  if (delivered > 0)
    return { tone: "good", word: delivered > 1 ? `Delivered ${delivered} times` : "Delivered" };
  return { tone: "still", word: "No endpoint" };
}
