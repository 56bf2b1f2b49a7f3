import {
  type CheckedField,
  type CustomerStep,
  formatMoney,
  type OrderPaymentState,
  type OrderState,
} from "@dualtrack/contract";
import { declineText } from "./decline-texts.ts";
import { discrepancyTexts } from "./discrepancy-texts.ts";
import { formatDuration } from "./format-duration.ts";
import { actionLabel, ignoredLabels, problemLabel, syncResultLabel } from "./labels.ts";
import { type Badge, eventBadges, paymentBadges, stateBadges, trackLabels } from "./order-badges.ts";
import type { PaymentTimeline, PaymentTimelineEntry } from "./server/trpc.ts";
import type { Tone } from "./ui/status.tsx";

export const timelineTrackLabels: Record<PaymentTimelineEntry["track"], string> = {
  ...trackLabels,
  stripe: "calls to Stripe",
};

const customerBadges: Record<CustomerStep, Badge> = {
  checkout_started: { tone: "none", label: "Checkout started" },
  price_changed: { tone: "info", label: "Price changed" },
  payment_opened: { tone: "none", label: "Pay pressed, payment opened" },
  stripe_page_opened: { tone: "none", label: "Pay pressed, Stripe's page opened" },
  declined: { tone: "wait", label: "Declined" },
  checkout_ended: { tone: "idle", label: "Checkout ended" },
};

const eventTones: Record<Extract<PaymentTimelineEntry, { kind: "event" }>["state"], Tone> = {
  received: "wait",
  processed: "good",
  ignored: "idle",
  failed: "bad",
  dead: "bad",
};

/** What an entry of a payment timeline is called. */
export function timelineBadge(entry: PaymentTimelineEntry): Badge {
  switch (entry.kind) {
    case "customer":
      return customerBadges[entry.step];
    case "decision":
      return eventBadges[entry.decision];
    case "event":
      return { tone: eventTones[entry.state], label: entry.type };
    case "call":
      return { tone: entry.outcome === "ok" ? "good" : "bad", label: entry.operation };
    case "sync":
      return { tone: entry.state === "failed" ? "bad" : "info", label: "Synced by hand" };
    case "discrepancy":
      return {
        tone: entry.state === "open" ? "bad" : "idle",
        label: discrepancyTexts[entry.finding].title,
      };
    case "staff":
      return { tone: "info", label: actionLabel(entry.action) };
  }
}

/** What else is known of it: amount, reason, verdict, delay. */
export function timelineDetails(entry: PaymentTimelineEntry): string[] {
  switch (entry.kind) {
    case "customer":
      return [
        ...(entry.amount === null ? [] : [formatMoney(entry.amount)]),
        ...(entry.reason === null
          ? []
          : [entry.step === "declined" ? declineText(entry.reason) : entry.reason]),
        ...(entry.by === null ? [] : [`by ${entry.by}`]),
      ];
    case "decision":
      return decisionDetails(entry.details);
    case "event":
      return eventDetails(entry);
    case "call":
      return [
        entry.httpStatus === null ? "no answer" : `HTTP ${entry.httpStatus}`,
        `in ${formatDuration(entry.durationMs)}`,
        ...[entry.errorCode, entry.declineCode].filter((code) => code !== null),
      ];
    case "sync":
      return [
        `by ${entry.startedBy}`,
        entry.result === null
          ? entry.state
          : syncResultLabel({ code: entry.result, said: null, refunds: [], disputes: [] }),
      ];
    case "discrepancy":
      return [entry.state, ...(entry.resolvedBy === null ? [] : [`by ${entry.resolvedBy}`])];
    case "staff":
      return [`by ${entry.by}`];
  }
}

function decisionDetails(details: unknown): string[] {
  if (typeof details !== "object" || details === null) return [];
  const { amount, currency, reason, code, note } = details as Record<string, unknown>;
  return [
    ...(typeof amount === "number" && typeof currency === "string"
      ? [formatMoney({ amount, currency })]
      : []),
    ...(typeof code === "string" ? [declineText(code)] : []),
    ...(typeof reason === "string" ? [`reason: ${reason.replaceAll("_", " ")}`] : []),
    ...(typeof note === "string" && note !== "" ? [`“${note}”`] : []),
  ];
}

function eventDetails(event: Extract<PaymentTimelineEntry, { kind: "event" }>): string[] {
  const { state, createdAt, receivedAt, processedAt, attempts, deliveries, ignoredReason, problem } = event;
  const between = (from: string, to: string) => formatDuration(Date.parse(to) - Date.parse(from));
  return [
    ignoredReason === null ? state : `ignored: ${ignoredLabels[ignoredReason]}`,
    // Stripe's own time is in whole seconds.
    Date.parse(receivedAt) - Date.parse(createdAt) < 2_000
      ? "received at once"
      : `received ${between(createdAt, receivedAt)} after Stripe made it`,
    ...(processedAt === null ? [] : [`done ${between(receivedAt, processedAt)} later`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(deliveries > 1 ? [`delivered ${deliveries} times`] : []),
    ...(problem === null ? [] : [problemLabel(problem)]),
  ];
}

const fieldLabels: Record<CheckedField, string> = {
  state: "State",
  paymentState: "Payment",
  captured: "Charged",
  refunded: "Refunded",
  disputed: "Taken by a bank",
  move: "Impossible move",
};

/** One thing that the books say differently, in words: `Refunded: the timeline says €5.00, the books €4.00`. */
export function differenceText(
  { field, timeline, books }: PaymentTimeline["check"]["differences"][number],
  currency: string,
): string {
  const text = (value: string | number | null) => {
    if (value === null) return "nothing";
    if (typeof value === "number") return formatMoney({ amount: value, currency });
    if (field === "state") return stateBadges[value as OrderState].label;
    return field === "paymentState" ? paymentBadges[value as OrderPaymentState].label : value;
  };
  if (field === "move") return `${fieldLabels.move}: the timeline has ${text(timeline)}`;
  return `${fieldLabels[field]}: the timeline says ${text(timeline)}, the books ${text(books)}`;
}

/** The entries as CSV, for a spreadsheet. */
export function timelineCsv(entries: readonly PaymentTimelineEntry[]): string {
  const rows = entries.map((entry) => [
    ...[entry.at, timelineTrackLabels[entry.track], timelineBadge(entry).label],
    ...[timelineDetails(entry).join("; "), idsOf(entry).join(" ")],
  ]);
  return [["Time", "Track", "What", "Details", "Ids"], ...rows]
    .map((row) => row.map(csvCell).join(","))
    .join("\r\n");
}

/** A cell that begins like a formula gets an apostrophe: spreadsheets would run it. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Ids to copy: at Stripe, and the idempotency key of a call. */
export function idsOf(entry: PaymentTimelineEntry): string[] {
  const key = entry.kind === "call" ? entry.idempotencyKey : null;
  return key === null ? [...entry.ids] : [...entry.ids, key];
}
