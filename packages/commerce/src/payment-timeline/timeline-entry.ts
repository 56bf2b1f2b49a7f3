import type {
  AuditAction,
  CustomerStep,
  DiscrepancyKind,
  IgnoredReason,
  Money,
  StripeProblem,
  SyncItemState,
  SyncResultCode,
  WebhookEventState,
} from "@dualtrack/contract";
import type { DiscrepancyState, OrderEventKind, Track } from "@dualtrack/db";

/** Where an entry comes from: one of the tracks that settle payments, or Stripe itself. */
type TimelineTrack = Track | "stripe";

/** What happened, and what is known of it. Times are ISO instants. */
type TimelineFact =
  | { kind: "customer"; step: CustomerStep; amount: Money | null; reason: string | null; by: string | null }
  | { kind: "decision"; decision: OrderEventKind; stripeId: string | null; details: unknown }
  | {
      kind: "event";
      type: string;
      state: WebhookEventState;
      ignoredReason: IgnoredReason | null;
      problem: StripeProblem | null;
      /** When Stripe made it, when it was received, and when it was acted on. */
      createdAt: string;
      receivedAt: string;
      processedAt: string | null;
      attempts: number;
      deliveries: number;
    }
  | {
      kind: "call";
      /** E.g. `POST /v1/payment_intents/:id/cancel`. */
      operation: string;
      idempotencyKey: string | null;
      requestId: string | null;
      durationMs: number;
      /** `ok`, `refused`, or a code of `stripeProblemCodes`. */
      outcome: string;
      httpStatus: number | null;
      errorCode: string | null;
      declineCode: string | null;
    }
  | { kind: "sync"; startedBy: string; state: SyncItemState; result: SyncResultCode | null }
  | { kind: "discrepancy"; finding: DiscrepancyKind; state: DiscrepancyState; resolvedBy: string | null }
  | { kind: "staff"; action: AuditAction; by: string };

/** One entry of an order's payment timeline. */
export type PaymentTimelineEntry = {
  id: string;
  at: string;
  track: TimelineTrack;
  /** Ids at Stripe that it is about, for the dashboard or Stripe's support. */
  ids: readonly string[];
} & TimelineFact;
