import { formatMoney } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useSettings } from "../../server/settings.ts";
import type { HeldCheckout } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Countdown } from "../../ui/countdown.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Status } from "../../ui/status.tsx";
import type { StableRow } from "../../ui/use-stable-rows.ts";
import { checkoutBadges, heldTimeText } from "./reservation-badges.ts";
import classes from "./reservations.module.css";

type Row = StableRow<HeldCheckout>;

export interface ReservationActions {
  disabledReason: string | null;
  onExtend: (held: HeldCheckout) => void;
  onRelease: (held: HeldCheckout) => void;
  onRefused: (reason: string) => void;
}

/** Open reservations by checkout; those that end first stand first. */
export function HeldByCheckout({
  rows,
  now,
  actions,
}: {
  rows: readonly Row[] | null;
  now: number;
  actions: ReservationActions;
}) {
  const { timeZone } = useSettings();
  return (
    <DataTable
      name="Held by checkout"
      columns={columnsAt(now, timeZone, actions)}
      rows={rows}
      keyOf={({ row }) => row.id}
      isFaded={({ isEnded }) => isEnded}
    />
  );
}

function columnsAt(now: number, timeZone: string, actions: ReservationActions): Column<Row>[] {
  return [
    {
      label: "Ends in",
      width: 96,
      cell: ({ row, isEnded }) => (isEnded ? "ended" : <Countdown endsAt={row.expiresAt} now={now} />),
    },
    {
      label: "Customer",
      isMain: true,
      width: 248,
      cell: ({ row }) => (
        <>
          {row.customer.email ?? row.customer.name ?? "Not known yet"}
          <span className={classes.sub}>{row.name}</span>
        </>
      ),
    },
    {
      label: "Held",
      cell: ({ row }) => (
        <ul className={classes.goods}>
          {row.lines.map(({ position, quantity, title, time }) => (
            <li key={position}>
              {quantity} × {title}
              {time !== null && <span className={classes.sub}>{heldTimeText(time, timeZone)}</span>}
            </li>
          ))}
        </ul>
      ),
    },
    { label: "Units", isNumber: true, width: 56, cell: ({ row }) => row.units },
    { label: "Value", isNumber: true, width: 96, cell: ({ row }) => formatMoney(row.value) },
    {
      label: "State",
      width: 96,
      cell: ({ row, isEnded }) =>
        isEnded ? <Status tone="none" label="Ended" /> : <Status {...checkoutBadges[row.state]} />,
    },
    {
      label: "Order",
      width: 88,
      cell: ({ row: { orderNumber, draftOrder } }) =>
        orderNumber === null && draftOrder !== null ? (
          <Link
            to="/draft-orders/$draftOrderId"
            params={{ draftOrderId: draftOrder.id }}
            className={classes.link}
          >
            {draftOrder.number}
          </Link>
        ) : orderNumber === null ? (
          <span className={classes.dim}>none yet</span>
        ) : (
          <Link to="/orders/$number" params={{ number: orderNumber }} className={classes.link}>
            {orderNumber}
          </Link>
        ),
    },
    {
      label: "Actions",
      width: 176,
      cell: ({ row, isEnded }) =>
        isEnded ? null : (
          <span className={classes.actions}>
            <ActionButton
              size="compact-xs"
              disabledReason={actions.disabledReason}
              onPress={() => actions.onExtend(row)}
              onRefused={actions.onRefused}
            >
              Extend
            </ActionButton>
            <ActionButton
              size="compact-xs"
              disabledReason={actions.disabledReason}
              onPress={() => actions.onRelease(row)}
              onRefused={actions.onRefused}
            >
              Release
            </ActionButton>
          </span>
        ),
    },
  ];
}

/** Says that there are new rows; they are shown on request. */
export function NewReservations({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className={classes.newRows}>
      <span>Live: what ends stays in place, what is new waits here.</span>
      <span role="status">
        {count > 0 && (
          <Button size="compact-sm" variant="light" onClick={onShow}>
            {count === 1 ? "1 new reservation" : `${count} new reservations`}
          </Button>
        )}
      </span>
    </div>
  );
}
