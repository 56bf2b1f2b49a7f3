import { formatMoney, isAboutMoney, remedyOf } from "@dualtrack/contract";
import { discrepancyTexts, remedyTexts } from "../../discrepancy-texts.ts";
import { problemLabel } from "../../labels.ts";
import type { Discrepancy } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import classes from "./reconciliation.module.css";

/** What staff may do about an open one. */
export type Choice = "repair" | "dismiss";

/** Discrepancies: what differs, where, by how much, and what to do or what was done. Null while they are loading. */
export function DiscrepancyTable({
  rows,
  now,
  isOpen,
  isStale,
  disabledReason,
  onChoose,
  onRefused,
}: {
  rows: Discrepancy[] | null;
  now: number;
  /** Whether the open ones are shown. */
  isOpen: boolean;
  isStale: boolean;
  /** Why the reader may not decide; null if they may. */
  disabledReason: string | null;
  onChoose: (discrepancy: Discrepancy, choice: Choice) => void;
  onRefused: (reason: string) => void;
}) {
  const columns: Column<Discrepancy>[] = [
    {
      label: "What differs",
      isMain: true,
      cell: ({ kind }) => (
        <span>
          <Status tone={isAboutMoney(kind) ? "bad" : "info"} label={discrepancyTexts[kind].title} />
          <span className={classes.sub}>{discrepancyTexts[kind].meaning}</span>
        </span>
      ),
    },
    { label: "Where", width: 210, cell: (row) => <Where row={row} /> },
    { label: "Books and Stripe", isNumber: true, width: 170, cell: (row) => <Sums row={row} /> },
    { label: "Found", width: 100, cell: ({ foundAt }) => <Ago at={foundAt} now={now} /> },
    isOpen
      ? {
          label: "Do",
          width: 290,
          cell: (row) => (
            <Choices
              row={row}
              now={now}
              disabledReason={disabledReason}
              onChoose={onChoose}
              onRefused={onRefused}
            />
          ),
        }
      : { label: "What became of it", width: 250, cell: (row) => <Outcome row={row} now={now} /> },
  ];
  return (
    <DataTable
      name={isOpen ? "Open discrepancies" : "Closed discrepancies"}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      isStale={isStale}
      placeholders={3}
    />
  );
}

function Where({ row: { order, paymentIntentId, subject, stripeUrl } }: { row: Discrepancy }) {
  const isPayout = subject.startsWith("po_");
  return (
    <div>
      {order !== null && <PathLink path={`/orders/${order}`}>{order}</PathLink>}
      {isPayout && <PathLink path={`/payouts/${subject}`}>Payout</PathLink>}
      {stripeUrl !== null && (
        <>
          {(order !== null || isPayout) && ", "}
          <a href={stripeUrl} target="_blank" rel="noreferrer">
            at Stripe
          </a>
        </>
      )}
      {(order !== null || isPayout || stripeUrl !== null) && <br />}
      <CopyId id={paymentIntentId ?? subject} />
    </div>
  );
}

function Sums({ row: { money, units } }: { row: Discrepancy }) {
  if (money === null) return units === null || units === 0 ? "a discount" : `${units} held`;
  return (
    <dl className={classes.sums}>
      <dt>Books</dt>
      <dd>{formatMoney(money.expected)}</dd>
      <dt>Stripe</dt>
      <dd>{formatMoney(money.actual)}</dd>
    </dl>
  );
}

function Choices({
  row,
  now,
  disabledReason,
  onChoose,
  onRefused,
}: {
  row: Discrepancy;
  now: number;
  disabledReason: string | null;
  onChoose: (discrepancy: Discrepancy, choice: Choice) => void;
  onRefused: (reason: string) => void;
}) {
  const { problem, pressed } = row;
  return (
    <div>
      <div className={classes.choices}>
        <ActionButton
          disabledReason={disabledReason}
          onRefused={onRefused}
          onPress={() => onChoose(row, "repair")}
        >
          {remedyTexts[remedyOf(row.kind)].button}
        </ActionButton>
        <ActionButton
          variant="subtle"
          disabledReason={disabledReason}
          onRefused={onRefused}
          onPress={() => onChoose(row, "dismiss")}
        >
          Dismiss
        </ActionButton>
      </div>
      {problem !== null && <span className={classes.problem}>{problemLabel(problem)}</span>}
      {pressed !== null && (
        <span className={classes.sub}>
          {pressed.by} tried <Ago at={pressed.at} now={now} />
        </span>
      )}
    </div>
  );
}

const outcomes: Record<Exclude<Discrepancy["state"], "open">, { tone: Tone; label: string }> = {
  repaired: { tone: "good", label: "Repaired" },
  vanished: { tone: "none", label: "Gone by itself" },
  dismissed: { tone: "idle", label: "Dismissed" },
};

function Outcome({ row: { state, resolved }, now }: { row: Discrepancy; now: number }) {
  if (state === "open" || resolved === null) return null;
  const { at, by, note } = resolved;
  return (
    <div>
      <Status {...outcomes[state]} />
      <span className={classes.sub}>
        {state !== "vanished" && `by ${by ?? "the shop itself"}, `}
        <Ago at={at} now={now} />
      </span>
      {note !== null && <span className={classes.sub}>“{note}”</span>}
    </div>
  );
}
