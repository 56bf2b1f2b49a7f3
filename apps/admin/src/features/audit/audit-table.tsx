import { parseOrderNumber, readMessageNumber, unprovenActor } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { actionLabel, subjectLabel } from "../../labels.ts";
import type { AuditEntry } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { shortAddress } from "../../ui/short-address.ts";
import classes from "./audit.module.css";
import { changesOf } from "./changes.ts";

/** Who did what, and what it changed. */
export function AuditTable({ entries, now }: { entries: AuditEntry[]; now: number }) {
  return <DataTable name="Audit log" columns={columnsAt(now)} rows={entries} keyOf={({ id }) => id} />;
}

function columnsAt(now: number): Column<AuditEntry>[] {
  return [
    { label: "When", width: 116, cell: ({ at }) => <Ago at={at} now={now} /> },
    {
      label: "Who",
      width: 116,
      cell: ({ staff }) => <Person {...staff} />,
    },
    {
      label: "What",
      width: 236,
      isMain: true,
      cell: (entry) => (
        <>
          {actionLabel(entry.action)} <Subject {...entry} />
        </>
      ),
    },
    { label: "Before and after", cell: (entry) => <Changes entry={entry} /> },
    {
      label: "From",
      width: 132,
      cell: ({ ip }) => <span className={classes.dim}>{ip === null ? "not known" : shortAddress(ip)}</span>,
    },
  ];
}

function Person({ name, email }: AuditEntry["staff"]) {
  if (email === unprovenActor.email) return <span title="Not signed in">Somebody</span>;
  return <span title={email}>{name}</span>;
}

function Subject({ subject, action, after }: AuditEntry) {
  if (subject.includes("@"))
    return (
      <Link to="/audit" search={{ subject }}>
        {subject}
      </Link>
    );
  if (action.startsWith("stock."))
    return (
      <Link to="/stock" search={{ q: subject }}>
        {subject}
      </Link>
    );
  // The link uses the order's address as the log has it; the page says when the order no longer exists.
  if (action.startsWith("product."))
    return (
      <Link to="/products" search={{ q: subject }}>
        {subject}
      </Link>
    );
  if (action.startsWith("draft_order."))
    return (
      <Link to="/draft-orders" search={{ q: subject }}>
        {subject}
      </Link>
    );
  const message = readMessageNumber(subject);
  if (action.startsWith("message.") && message !== null)
    return (
      <Link to="/messages/$key" params={{ key: String(message) }}>
        {subject}
      </Link>
    );
  if (parseOrderNumber(subject) === null) return subjectLabel(subject, countIn(after));
  return (
    <Link to="/orders/$number" params={{ number: subject }}>
      {subject}
    </Link>
  );
}

function countIn(after: unknown): number | null {
  const isCounted = typeof after === "object" && after !== null && "count" in after;
  return isCounted && typeof after.count === "number" ? after.count : null;
}

function Changes({ entry }: { entry: AuditEntry }) {
  return (
    <ul className={classes.changes}>
      {changesOf(entry.before, entry.after).map(({ field, before, after }) => (
        <li key={field}>
          <span className={classes.dim}>{field}</span> {before} {before !== "" && after !== "" && "→"} {after}
        </li>
      ))}
    </ul>
  );
}
