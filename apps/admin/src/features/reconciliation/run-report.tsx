import type { ReconciliationStep } from "@dualtrack/contract";
import type { ReconciliationRun } from "../../server/trpc.ts";
import { localTimeOf } from "../../shop-time.ts";
import { Status, type Tone } from "../../ui/status.tsx";
import classes from "./reconciliation.module.css";

const stepTexts: Record<ReconciliationStep, string> = {
  payments: "payments",
  sessions: "pages of Stripe that are open",
  risks: "disputes and warnings",
  refunds: "refunds",
  payouts: "payouts and what they consist of",
  orders: "orders of the books",
  checkouts: "what ended checkouts hold",
  events: "events",
  discrepancies: "older discrepancies",
};

const stateTexts: Record<Exclude<ReconciliationRun["state"], "running">, { tone: Tone; label: string }> = {
  complete: { tone: "good", label: "Complete" },
  incomplete: { tone: "bad", label: "Incomplete: something could not be compared" },
  interrupted: { tone: "idle", label: "Interrupted" },
};

/** How far a run is, or how it ended. */
export function RunState({ run: { state, step } }: { run: ReconciliationRun }) {
  if (state === "running") return <Status tone="wait" label={`Comparing ${stepTexts[step]}…`} />;
  return <Status {...stateTexts[state]} />;
}

/** What a run has counted. */
export function RunReport({ run: { counts } }: { run: ReconciliationRun }) {
  const rows: [string, number][] = [
    ["Payments", counts.payments],
    ["Open pages", counts.sessions],
    ["Disputes, warnings", counts.risks],
    ["Refunds", counts.refunds],
    ["Payouts", counts.payouts],
    ["Balance transactions", counts.balanceTransactions],
    ["Orders asked about", counts.orders],
    ["Events fetched", counts.events],
    ["Brought up to date", counts.settled],
    ["Repaired", counts.repaired],
    ["New discrepancies", counts.found],
    ["Failed", counts.failed],
  ];
  return (
    <dl className={classes.report}>
      {rows.map(([label, count]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{count.toLocaleString("en")}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `2026-11-01 to 2026-11-30`, or `since 2026-11-29, 13:07`. */
export function windowText({ since, until }: ReconciliationRun, timeZone: string): string {
  const from = localTimeOf(since, timeZone).replace("T", ", ");
  if (until === null) return `since ${from}`;
  const [first, last] = [since, lastInstant(until)].map((at) => localTimeOf(at, timeZone).slice(0, 10));
  return first === last ? `${first}` : `${first} to ${last}`;
}

/** A window ends before its end. */
function lastInstant(until: string): string {
  return new Date(Date.parse(until) - 1).toISOString();
}
