import type { DropEntryState } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { clockTime } from "../../messages.ts";
import type { ListedPlace } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import classes from "./editor.module.css";

export const placeBadges: Record<DropEntryState, { tone: Tone; label: string }> = {
  waiting: { tone: "none", label: "Waits" },
  admitted: { tone: "wait", label: "Has their turn" },
  started: { tone: "good", label: "Began the checkout" },
  lapsed: { tone: "idle", label: "Let it lapse" },
  left: { tone: "idle", label: "Left" },
};

/** The places in a drop's line. */
export function LineTable({
  rows,
  now,
  isStale,
}: {
  rows: ListedPlace[] | null;
  now: number;
  isStale: boolean;
}) {
  return (
    <DataTable
      name="Places in the line"
      columns={columnsAt(now)}
      rows={rows}
      keyOf={({ id }) => id}
      isStale={isStale}
    />
  );
}

function columnsAt(now: number): Column<ListedPlace>[] {
  return [
    {
      label: "Place",
      isNumber: true,
      width: 64,
      cell: ({ place }) => place?.toLocaleString("en-IE") ?? <span className={classes.dim}>–</span>,
    },
    { label: "State", isMain: true, width: 168, cell: ({ state }) => <Status {...placeBadges[state]} /> },
    { label: "Joined", width: 104, cell: ({ joinedAt }) => <Ago at={joinedAt} now={now} /> },
    {
      label: "Turn began",
      width: 104,
      cell: ({ admittedAt }) => admittedAt && <Ago at={admittedAt} now={now} />,
    },
    {
      label: "Turn until",
      width: 104,
      cell: ({ admittedUntil }) =>
        admittedUntil && <time dateTime={admittedUntil}>{clockTime(admittedUntil, now)}</time>,
    },
    { label: "Led to", cell: (place) => <Outcome {...place} /> },
  ];
}

/** The order, or the checkout that the turn was used for: where it is found among the reservations. */
function Outcome({ checkout, orderNumber }: ListedPlace) {
  if (orderNumber !== null)
    return (
      <Link to="/orders/$number" params={{ number: orderNumber }} state={{ fromList: true }}>
        {orderNumber}
      </Link>
    );
  if (checkout === null) return null;
  const isOpen = checkout.state === "open" || checkout.state === "paying";
  return (
    <span>
      <Link to="/reservations" search={isOpen ? {} : { tab: "history", q: checkout.name }}>
        {checkout.name}
      </Link>
      <span className={classes.sub}>{checkoutTexts[checkout.state]}</span>
    </span>
  );
}

const checkoutTexts: Record<NonNullable<ListedPlace["checkout"]>["state"], string> = {
  open: "open",
  paying: "paying",
  completed: "ordered",
  expired: "not paid in time",
  cancelled: "called off",
};
