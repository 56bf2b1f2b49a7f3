import { formatMoney } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import type { ListedDraftOrder } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Due } from "../../ui/due.tsx";
import { Status } from "../../ui/status.tsx";
import type { RowNavigation } from "../../ui/use-row-navigation.ts";
import { stateBadges } from "./draft-labels.ts";
import classes from "./draft-orders.module.css";

/** Draft orders, those first that were changed last; null while they are loading. */
export function DraftOrdersTable({
  rows,
  now,
  isStale,
  navigation,
}: {
  rows: ListedDraftOrder[] | null;
  now: number;
  isStale: boolean;
  navigation: RowNavigation;
}) {
  return (
    <DataTable
      name="Draft orders"
      rows={rows}
      keyOf={({ id }) => id}
      isStale={isStale}
      placeholders={4}
      navigation={navigation}
      columns={[
        {
          label: "Draft order",
          width: 110,
          isMain: true,
          cell: ({ id, number }) => (
            <Link to="/draft-orders/$draftOrderId" params={{ draftOrderId: id }} state={{ fromList: true }}>
              {number}
            </Link>
          ),
        },
        {
          label: "Customer",
          cell: ({ name, email, companyName }) => (
            <>
              {companyName ?? name ?? email ?? "nobody yet"}
              {(companyName ?? name) !== null && email !== null && (
                <span className={classes.sub}>{email}</span>
              )}
            </>
          ),
        },
        { label: "State", width: 165, cell: ({ state }) => <Status {...stateBadges[state]} /> },
        {
          label: "Reserved",
          width: 110,
          cell: ({ state, heldUntil, orderNumber }) => {
            if (state === "waiting" && heldUntil !== null) return <Due at={heldUntil} now={now} />;
            if (state !== "ordered" || orderNumber === null) return "–";
            return (
              <Link to="/orders/$number" params={{ number: orderNumber }}>
                {orderNumber}
              </Link>
            );
          },
        },
        { label: "Units", isNumber: true, width: 80, cell: ({ units }) => units },
        {
          label: "Total",
          isNumber: true,
          width: 120,
          cell: ({ total }) => (total === null ? "–" : formatMoney(total)),
        },
        { label: "By", width: 110, cell: ({ sentBy, createdBy }) => sentBy ?? createdBy },
        { label: "Changed", width: 120, cell: ({ changedAt }) => <Ago at={changedAt} now={now} /> },
      ]}
    />
  );
}
