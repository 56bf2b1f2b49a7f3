import { Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { actionWords } from "./action-words.ts";
import classes from "./audit.module.css";
import { changesOf } from "./changes.ts";

/** Who did what, and what it changed. */
export function AuditTable({ entries, now }: { entries: AuditEntry[]; now: number }) {
  return (
    <Table stickyHeader horizontalSpacing={10} className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" className={classes.when}>
            When
          </Table.Th>
          <Table.Th scope="col" className={classes.who}>
            Who
          </Table.Th>
          <Table.Th scope="col" className={classes.what}>
            What
          </Table.Th>
          <Table.Th scope="col">Before and after</Table.Th>
          <Table.Th scope="col" className={classes.from}>
            From
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Table.Tr key={entry.id}>
            <Table.Td>
              <Ago at={entry.at} now={now} />
            </Table.Td>
            <Table.Td>
              <span title={entry.staff.email}>{entry.staff.name}</span>
            </Table.Td>
            <Table.Td>
              {actionWords[entry.action] ?? entry.action} <Subject {...entry} />
            </Table.Td>
            <Table.Td>
              <Changes entry={entry} />
            </Table.Td>
            <Table.Td className={classes.ip}>{entry.ip?.replace("::ffff:", "") ?? "not known"}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Subject({ subject, action }: { subject: string; action: string }) {
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
  // By its address, as the log has it: the list finds it, or says that it is gone.
  if (action.startsWith("product."))
    return (
      <Link to="/products" search={{ q: subject }}>
        {subject}
      </Link>
    );
  if (!/^DT-\d+$/.test(subject)) return subject;
  return (
    <Link to="/orders/$number" params={{ number: subject }}>
      {subject}
    </Link>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  return (
    <ul className={classes.changes}>
      {changesOf(entry.before, entry.after).map(({ field, before, after }) => (
        <li key={field}>
          <span className={classes.field}>{field}</span> {before} {before !== "" && after !== "" && "→"}{" "}
          {after}
        </li>
      ))}
    </ul>
  );
}
