import { isOrderMissing } from "@dualtrack/contract";
import { messageBadges, messageReasonLabels } from "../../message-labels.ts";
import type { ListedMessage } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./messages.module.css";

/** Messages: what each says, from whom and why, and what became of it. Null while they are loading. */
export function MessageTable({
  rows,
  now,
  isStale,
}: {
  rows: ListedMessage[] | null;
  now: number;
  isStale: boolean;
}) {
  const columns: Column<ListedMessage>[] = [
    {
      label: "Message",
      isMain: true,
      cell: ({ key, number, email, text }) => (
        <span>
          <PathLink path={`/messages/${key}`}>{number}</PathLink> {email}
          <span className={classes.sub}>{text}</span>
        </span>
      ),
    },
    {
      label: "Reason",
      width: 190,
      cell: ({ reason }) => (
        <Status tone={isOrderMissing(reason) ? "bad" : "none"} label={messageReasonLabels[reason]} />
      ),
    },
    { label: "Order", width: 130, cell: (row) => <OrderOf {...row} /> },
    {
      label: "State",
      width: 170,
      cell: ({ state, answered, closedBy }) => (
        <span>
          <Status {...messageBadges[state]} />
          {answered !== null && (
            <span className={classes.sub}>
              by {answered.by}, <Ago at={answered.at} now={now} />
            </span>
          )}
          {closedBy !== null && <span className={classes.sub}>closed by {closedBy}</span>}
        </span>
      ),
    },
    { label: "Received", width: 110, cell: ({ createdAt }) => <Ago at={createdAt} now={now} /> },
  ];
  return (
    <DataTable
      name="Messages"
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      isStale={isStale}
      placeholders={5}
    />
  );
}

function OrderOf({ order, orderText }: Pick<ListedMessage, "order" | "orderText">) {
  if (order !== null) return <PathLink path={`/orders/${order}`}>{order}</PathLink>;
  return orderText === null ? null : <span className={classes.sub}>says “{orderText}”</span>;
}
