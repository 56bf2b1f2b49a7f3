import type { AlertDetails, AlertKind } from "./alert-kinds.ts";

interface AlertText {
  /** One line: what is wrong. */
  title(details: AlertDetails): string;
  /** What to do about it. */
  advice: string;
  /** The console's page that repairs it, without `/admin`. */
  path(subject: string): string;
}

const texts: Record<AlertKind, AlertText> = {
  sync_failing: {
    title: ({ count }) => `${many(count, "payment", "payments")} could not be read from Stripe`,
    advice: "More than 5 % of the syncs of the last hour failed. The page Sync says why.",
    path: () => "/sync",
  },
  manual_sync: {
    title: ({ count }) => `${many(count, "paid order is", "paid orders are")} still provisional`,
    advice: "Sync them by hand, and look at what comes out.",
    path: () => "/sync",
  },
  webhooks_late: {
    title: ({ count }) => `${many(count, "event", "events")} came or waited more than 10 minutes`,
    advice: "Look at the endpoint in Stripe's dashboard, and whether a worker runs.",
    path: () => "/webhooks",
  },
  webhooks_silent: {
    title: ({ count }) => `No webhook came for the last ${many(count, "payment", "payments")}`,
    advice:
      "Orders are made final by the background sync. Check the endpoint's address and secret at Stripe.",
    path: () => "/webhooks",
  },
  calls_rejected: {
    title: ({ count }) => `${many(count, "call", "calls")} of the webhook address had a wrong signature`,
    advice: "If they are Stripe's, the secret is wrong; else somebody tries to invent payments, in vain.",
    path: () => "/webhooks?tab=rejected",
  },
  dead_jobs: {
    title: ({ count }) => `${many(count, "job or event has", "jobs or events have")} used up all attempts`,
    advice: "Read the error, mend its cause, and retry.",
    path: () => "/jobs?state=dead",
  },
  cleanup_failing: {
    title: ({ count }) =>
      `${many(count, "reservation", "reservations")} ended more than 10 minutes ago and is still held`,
    advice: "Goods that nobody can buy. Check the worker and Stripe, or release them by hand.",
    path: () => "/reservations",
  },
  reservations_unusual: {
    title: ({ count }) => `${many(count, "checkout", "checkouts")} began within an hour: far more than usual`,
    advice: "A rush, or somebody who holds goods without buying them.",
    path: () => "/reservations",
  },
  stock_low: {
    title: ({ count, examples: [title] }) =>
      count <= 0 ? `${title} is sold out` : `${title}: ${count} left`,
    advice: "Receive more, or let it sell out.",
    path: () => "/stock?show=low",
  },
  stock_wrong: {
    title: ({ count }) => `The stock is not what its movements say, ${many(count, "time", "times")}`,
    advice: "Somebody has written into the database past the shop. Count, and correct it.",
    path: () => "/alerts",
  },
  worker_silent: {
    title: () => "No worker runs",
    advice: "Payments are not synced, mails do not leave, reservations do not end. Start a worker process.",
    path: () => "/sync",
  },
  stripe_silent: {
    title: () => "Stripe does not answer, or refuses the shop's key",
    advice: "Nobody can pay. See status.stripe.com, and STRIPE_SECRET_KEY.",
    path: () => "/sync",
  },
  nobody_pays: {
    title: ({ count }) => `${many(count, "customer", "customers")} tried to pay, and nobody could`,
    advice: "Look at the declines: a wrong setting at Stripe, a rule of Radar, or cards being tested.",
    path: () => "/declines",
  },
  mails_waiting: {
    title: ({ count }) => `${many(count, "mail does", "mails do")} not leave`,
    advice: "Check SMTP_URL and the mail server.",
    path: () => "/orders?attention=yes",
  },
  dispute_open: {
    title: ({ examples: [what = "a payment"] }) => `A customer's bank disputes ${what}`,
    advice: "Answer it or accept it.",
    path: (subject) => `/disputes/${subject}`,
  },
  dispute_due: {
    title: ({ examples: [what = "a payment"] }) => `The dispute about ${what} must be answered within 3 days`,
    advice: "Without an answer the money is lost.",
    path: (subject) => `/disputes/${subject}`,
  },
  refund_failed: {
    title: ({ count }) => `${many(count, "refund has", "refunds have")} failed`,
    advice: "The customer still waits for the money. Try again, or pay it another way.",
    path: () => "/orders?attention=yes",
  },
  payment_unknown: {
    title: ({ count }) => `${many(count, "payment has", "payments have")} no order`,
    advice: "Make the order, or give the money back.",
    path: () => "/unknown-payments",
  },
  ledger_wrong: {
    title: ({ count }) => `The audit of the ledger found ${many(count, "fault", "faults")}`,
    advice: "They stand on the page Alerts. Nothing of it is repaired automatically.",
    path: () => "/alerts",
  },
  payout_failed: {
    title: ({ count, examples: [what = "a payout"] }) =>
      count === 1 ? `The bank did not take ${what}` : `The bank did not take ${count} payouts`,
    advice:
      "Stripe keeps the money. Correct the bank account in Stripe’s dashboard; the next payout brings it.",
    path: () => "/payouts?state=failed",
  },
  orders_missing: {
    title: ({ count }) =>
      `${many(count, "customer", "customers")} wrote within an hour that an order is missing`,
    advice: "Each message shows what the shop has of the customer, and asks Stripe about it by a press.",
    path: () => "/messages",
  },
  discrepancy_open: {
    title: ({ count }) => `Stripe and the books differ, ${many(count, "time", "times")}`,
    advice: "What was safe has been repaired. The rest needs a press, or a reason to leave it.",
    path: () => "/reconciliation",
  },
};

/** An alert in words, with the console's page for it. */
export function alertText(
  kind: AlertKind,
  { subject, details }: { subject: string; details: AlertDetails },
): { title: string; advice: string; path: string } {
  const { title, advice, path } = texts[kind];
  return { title: title(details), advice, path: path(subject) };
}

function many(count: number, one: string, others: string): string {
  return `${count} ${count === 1 ? one : others}`;
}
