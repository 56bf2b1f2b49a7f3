import type { UnitOfWork } from "./sandbox-context.ts";

/** Things that Stripe or a bank does by itself, later. A row in `tasks` says when; the table of handlers says what. */
const taskKinds = [
  "arrive-payout",
  "close-inquiry",
  "decide-dispute",
  "dispute-charge",
  "expire-session",
  "decide-debit",
  "expire-authorization",
  "give-refund-reference",
  "expire-coupon",
  "expire-promotion-code",
  "lose-unanswered-dispute",
  "make-payout",
  "reconcile-payout",
  "settle-charge",
  "settle-refund",
  "fail-refund",
  "warn-of-fraud",
] as const;

export type TaskKind = (typeof taskKinds)[number];

/** The kind of a row in `tasks`. Throws when another version of the sandbox has left one that is unknown here. */
export function readTaskKind(text: unknown): TaskKind {
  const kind = taskKinds.find((one) => one === text);
  if (!kind) throw new Error(`There are no tasks of the kind ${text}`);
  return kind;
}

/** What is done when a task of each kind is due; `subject` is the id of the object that it is about. */
export type TaskHandlers = Readonly<Record<TaskKind, (work: UnitOfWork, subject: string) => unknown>>;
