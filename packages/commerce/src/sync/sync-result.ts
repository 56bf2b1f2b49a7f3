import type { SyncItemState, SyncResult, SyncResultCode } from "@dualtrack/contract";
import type { CheckoutState, DisputeStatus, OrderState, PaymentStatus, RefundState } from "@dualtrack/db";
import Stripe from "stripe";
import { stripeProblemText } from "../stripe/stripe-outage.ts";
import type { SyncOutcome } from "./try-sync.ts";

/** The stored state of a payment, before or after a sync. */
export interface SyncedState {
  checkoutState: CheckoutState;
  orderState: OrderState | null;
  paymentStatus: PaymentStatus | null;
  refunds: { id: string; state: RefundState; amount: number; currency: string }[];
  disputes: { id: string; status: DisputeStatus; amount: number; currency: string }[];
}

/** The stored result of a payment in a sync. */
interface SyncedItem {
  state: Exclude<SyncItemState, "waiting">;
  result: SyncResult & { code: SyncResultCode };
}

/** A result that consists of its code only. */
function plainResult(code: SyncResultCode): SyncedItem["result"] {
  return { code, said: null, refunds: [], disputes: [] };
}

/** The result of a sync: `synced` if something has changed, `skipped` if not. */
export function syncResult(outcome: SyncOutcome, before: SyncedState, after: SyncedState): SyncedItem {
  if ("error" in outcome) return { state: "failed", result: failure(outcome.error) };
  const { settlement } = outcome;
  if (settlement === null) return { state: "skipped", result: plainResult("no_payment") };
  if (settlement === "foreign") return { state: "failed", result: plainResult("foreign") };
  if (settlement === "unknown") return { state: "failed", result: plainResult("order_lost") };
  const disputes = changed(before.disputes, after.disputes, ({ status }) => status);
  const refunds = changed(before.refunds, after.refunds, ({ state }) => state);
  const hasChanges = refunds.length + disputes.length > 0;
  const isMoved =
    after.orderState !== before.orderState ||
    (settlement !== "waiting" && after.checkoutState !== before.checkoutState);
  const shown = hasChanges || settlement === "waiting" ? refunds : notArrived(after);
  return {
    state: isMoved || hasChanges ? "synced" : "skipped",
    result: {
      code: codeOf(settlement, after, isMoved),
      said: null,
      refunds: shown.map(({ state, amount, currency }) => ({ state, amount, currency })),
      disputes: disputes.map(({ status, amount, currency }) => ({ status, amount, currency })),
    },
  };
}

function failure(error: unknown): SyncedItem["result"] {
  if (error instanceof Stripe.errors.StripeError)
    return { ...plainResult("stripe_not_asked"), said: stripeProblemText(error).slice(0, 500) };
  return {
    ...plainResult("fault"),
    said: (error instanceof Error ? error.message : String(error)).slice(0, 500),
  };
}

type Settled = Exclude<
  Extract<SyncOutcome, { settlement: unknown }>["settlement"],
  "foreign" | "unknown" | null
>;

function codeOf(settlement: Settled, after: SyncedState, isMoved: boolean): SyncResultCode {
  if (settlement === "waiting") return waitingCode(after);
  if (settlement === "confirmed") return isMoved ? "confirmed" : "confirmed_before";
  if (settlement === "refund_due") return isMoved ? "no_order" : "no_order_before";
  if (after.checkoutState === "open" || after.checkoutState === "paying") return "declined";
  return isMoved ? "unpaid" : "unpaid_before";
}

function waitingCode({ paymentStatus }: SyncedState): SyncResultCode {
  if (paymentStatus === "processing") return "waits_for_bank";
  if (paymentStatus === "requires_action") return "waits_for_authentication";
  if (paymentStatus === "requires_capture") return "waits_for_capture";
  return "waits_for_customer";
}

/** Rows that are new, or have another state than before. */
function changed<Row extends { id: string }>(before: Row[], after: Row[], stateOf: (row: Row) => string) {
  const statesBefore = new Map(before.map((row) => [row.id, stateOf(row)]));
  return after.filter((row) => statesBefore.get(row.id) !== stateOf(row));
}

/** Refunds that are shown though nothing has changed, as they have not succeeded. */
function notArrived({ refunds }: SyncedState): SyncedState["refunds"] {
  return refunds.filter(({ state }) => state !== "succeeded");
}
