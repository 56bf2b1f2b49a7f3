import { Link } from "@tanstack/react-router";
import { ignoredLabels, problemLabel } from "../../labels.ts";
import type { ListedEvent } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Status } from "../../ui/status.tsx";
import { eventBadges, spanText } from "./webhook-badges.ts";
import classes from "./webhooks.module.css";

/** Events of the inbox. Null while they are loading. */
export function EventTable({
  events,
  now,
  isStale,
}: {
  events: ListedEvent[] | null;
  now: number;
  isStale: boolean;
}) {
  return (
    <DataTable name="Events" columns={columns(now)} rows={events} keyOf={({ id }) => id} isStale={isStale} />
  );
}

function columns(now: number): Column<ListedEvent>[] {
  return [
    {
      label: "Event",
      isMain: true,
      width: 220,
      cell: ({ id, type }) => (
        <Link to="/webhooks/$eventId" params={{ eventId: id }} state={{ fromList: true }}>
          {type}
        </Link>
      ),
    },
    { label: "State", width: 150, cell: ({ state }) => <Status {...eventBadges[state]} /> },
    { label: "About", width: 120, cell: (event) => <About event={event} /> },
    { label: "Received", width: 110, cell: ({ receivedAt }) => <Ago at={receivedAt} now={now} /> },
    {
      label: "Delay",
      isNumber: true,
      width: 80,
      cell: ({ createdAt, receivedAt }) => spanText(createdAt, receivedAt),
    },
    { label: "Calls", isNumber: true, width: 70, cell: ({ deliveries }) => deliveries },
    { label: "Attempts", isNumber: true, width: 90, cell: ({ attempts }) => attempts },
    { label: "Why", cell: (event) => <Why event={event} /> },
  ];
}

/** The error of a failed or dead event, or the reason of one that is ignored. */
function Why({ event: { lastError, ignoredReason } }: { event: ListedEvent }) {
  if (lastError !== null)
    return (
      <span className={`${classes.bad} ${classes.clip}`} title={problemLabel(lastError)}>
        {problemLabel(lastError)}
      </span>
    );
  return ignoredReason === null ? null : (
    <span className={`${classes.dim} ${classes.clip}`} title={ignoredLabels[ignoredReason]}>
      {ignoredLabels[ignoredReason]}
    </span>
  );
}

/** The order, or else the object at Stripe. */
function About({ event: { order, objectId } }: { event: ListedEvent }) {
  if (order !== null)
    return (
      <Link to="/orders/$number" params={{ number: order }}>
        {order}
      </Link>
    );
  return objectId === null ? null : <CopyId id={objectId} />;
}
