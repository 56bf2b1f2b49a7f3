import { disputeReasonText, formatMoney } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { deadlineTime, disputeBadges, timeLeftText } from "../../dispute-badges.ts";
import { exactTime } from "../../messages.ts";
import { fulfilmentBadges } from "../../order-badges.ts";
import type { ListedDispute } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./disputes.module.css";

/** Disputes and inquiries, one a row. */
export function DisputeTable({
  rows,
  now,
  isStale,
}: {
  rows: ListedDispute[] | null;
  now: number;
  isStale: boolean;
}) {
  return (
    <DataTable
      name="Disputes"
      columns={columnsAt(now)}
      rows={rows}
      keyOf={({ id }) => id}
      isStale={isStale}
      placeholders={6}
    />
  );
}

function columnsAt(now: number): Column<ListedDispute>[] {
  return [
    {
      label: "Order",
      isMain: true,
      cell: ({ order, paymentIntentId }) =>
        order === null ? (
          <>
            No order
            <span className={classes.sub}>{paymentIntentId}</span>
          </>
        ) : (
          <>
            <Link to="/orders/$number" params={{ number: order.number }} state={{ fromList: true }}>
              {order.number}
            </Link>
            <span className={classes.sub}>{order.name ?? order.email}</span>
          </>
        ),
    },
    {
      label: "Answer until",
      width: 140,
      cell: (dispute) => <Deadline dispute={dispute} now={now} />,
    },
    { label: "Amount", isNumber: true, width: 84, cell: ({ amount }) => formatMoney(amount) },
    {
      label: "Reason",
      width: 208,
      cell: ({ reason }) => <span title={reason}>{disputeReasonText(reason)}</span>,
    },
    { label: "State", width: 156, cell: ({ status }) => <Status {...disputeBadges[status]} /> },
    {
      label: "Goods",
      width: 112,
      cell: ({ order }) => order && <Status {...fulfilmentBadges[order.fulfilmentState]} />,
    },
    {
      label: "Evidence",
      width: 68,
      cell: ({ id, canRespond }) => (
        <Link to="/disputes/$disputeId" params={{ disputeId: id }} state={{ fromList: true }}>
          {canRespond ? "Answer" : "Look"}
        </Link>
      ),
    },
  ];
}

function Deadline({ dispute, now }: { dispute: ListedDispute; now: number }) {
  const { deadline, canRespond, closedAt, openedAt } = dispute;
  if (deadline === null || !canRespond)
    return (
      <span className={classes.dim}>
        {closedAt === null ? "opened " : "ended "}
        <Ago at={closedAt ?? openedAt} now={now} />
      </span>
    );
  return (
    <span>
      <time dateTime={deadline} title={exactTime(deadline)}>
        {deadlineTime(deadline)}
      </time>
      <span className={classes.sub}>{timeLeftText(deadline, now)}</span>
    </span>
  );
}
