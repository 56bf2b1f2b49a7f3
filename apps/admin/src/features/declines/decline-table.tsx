import { formatMoney } from "@dualtrack/contract";
import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { addressName, methodName } from "../../decline-source-texts.ts";
import { declineText } from "../../decline-texts.ts";
import { stateBadges } from "../../order-badges.ts";
import type { Decline } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import type { DeclineSearch } from "./decline-search.ts";
import classes from "./declines.module.css";

type Choose = (part: DeclineSearch) => void;

/** Refused attempts, one a row; a press on a reason, person, card or address filters by it. */
export function DeclineTable({
  rows,
  now,
  isStale,
  onChoose,
}: {
  rows: Decline[] | null;
  now: number;
  isStale: boolean;
  onChoose: Choose;
}) {
  return (
    <DataTable
      name="Declined attempts"
      columns={columnsAt(now, onChoose)}
      rows={rows}
      keyOf={({ id }) => id}
      isStale={isStale}
    />
  );
}

function columnsAt(now: number, onChoose: Choose): Column<Decline>[] {
  return [
    { label: "When", width: 104, cell: ({ failedAt }) => <Ago at={failedAt} now={now} /> },
    {
      label: "Who",
      isMain: true,
      cell: ({ name, email }) => (
        <>
          {name ?? (email === null ? "Not known" : "")}
          {email !== null && (
            <span className={name === null ? undefined : classes.sub}>
              <FilterButton value={email} onPress={() => onChoose({ email })} />
            </span>
          )}
        </>
      ),
    },
    { label: "Amount", isNumber: true, width: 84, cell: ({ amount }) => formatMoney(amount) },
    {
      label: "Reason",
      width: 188,
      cell: ({ reason }) => (
        <FilterButton value={declineText(reason)} title={reason} onPress={() => onChoose({ reason })} />
      ),
    },
    {
      label: "Method",
      width: 128,
      cell: ({ fingerprint, ...card }) =>
        fingerprint === null ? (
          card.method && methodName(card)
        ) : (
          <FilterButton value={methodName(card)} onPress={() => onChoose({ card: fingerprint })} />
        ),
    },
    {
      label: "From",
      width: 124,
      cell: ({ clientIp }) =>
        clientIp && (
          <FilterButton value={addressName(clientIp)} onPress={() => onChoose({ address: clientIp })} />
        ),
    },
    {
      label: "Order",
      width: 104,
      cell: ({ order }) =>
        order === null ? (
          <span className={classes.dim}>None</span>
        ) : (
          <span>
            <Link to="/orders/$number" params={{ number: order.number }} state={{ fromList: true }}>
              {order.number}
            </Link>
            <span className={classes.sub}>{stateBadges[order.state].label}</span>
          </span>
        ),
    },
  ];
}

/** A value; pressing it filters the list by it. */
function FilterButton({ value, title, onPress }: { value: ReactNode; title?: string; onPress: () => void }) {
  return (
    <UnstyledButton className={classes.only} title={title} onClick={onPress}>
      <VisuallyHidden>Only </VisuallyHidden>
      {value}
    </UnstyledButton>
  );
}
