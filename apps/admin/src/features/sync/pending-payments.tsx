import { formatMoney } from "@dualtrack/contract";
import { problemLabel } from "../../labels.ts";
import type { PendingPayment } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Due } from "../../ui/due.tsx";
import { Status } from "../../ui/status.tsx";
import { PaymentName } from "./payment-name.tsx";
import classes from "./sync.module.css";

/** Payments whose outcome is open, with their attempts so far. Null while they are loading. */
export function PendingPayments({ payments, now }: { payments: PendingPayment[] | null; now: number }) {
  return <DataTable name="Pending payments" columns={columns(now)} rows={payments} keyOf={keyOf} />;
}

const keyOf = ({ checkoutId }: PendingPayment) => checkoutId;

function columns(now: number): Column<PendingPayment>[] {
  return [
    { label: "Payment", isMain: true, width: 124, cell: (payment) => <PaymentName {...payment} /> },
    {
      label: "Customer",
      width: 216,
      cell: ({ email }) => email ?? <span className={classes.dim}>Not known</span>,
    },
    { label: "Total", isNumber: true, width: 90, cell: ({ total }) => formatMoney(total) },
    { label: "Waits for", width: 140, cell: waitsFor },
    { label: "Since", width: 110, cell: ({ since }) => <Ago at={since} now={now} /> },
    { label: "Attempts", isNumber: true, width: 90, cell: ({ attempts }) => attempts },
    { label: "Next attempt", width: 120, cell: ({ nextAt }) => <Due at={nextAt} now={now} /> },
    {
      label: "Last error",
      cell: ({ lastError }) =>
        lastError && (
          <span className={`${classes.bad} ${classes.clip}`} title={problemLabel(lastError)}>
            {problemLabel(lastError)}
          </span>
        ),
    },
  ];
}

function waitsFor({ isProvisional, isFailed, number }: PendingPayment) {
  if (isProvisional) return <Status tone="wait" label="Confirmation" />;
  return number === null || isFailed ? (
    <Status tone="none" label="The customer" />
  ) : (
    <Status tone="info" label="A refund" />
  );
}
