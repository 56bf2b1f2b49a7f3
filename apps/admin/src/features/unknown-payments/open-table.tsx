import { formatMoney } from "@dualtrack/contract";
import type { UnknownPayment } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { problemText } from "./problem-text.ts";
import classes from "./unknown-payments.module.css";

/** What staff may decide about a payment without an order. */
export type Decision = "retry" | "refund" | "ignore";

/** Payments that wait for a decision. Null while they are loading. */
export function OpenTable({
  payments,
  now,
  disabledReason,
  onDecide,
  onRefused,
}: {
  payments: UnknownPayment[] | null;
  now: number;
  /** Why the reader may not decide; null if they may. */
  disabledReason: string | null;
  onDecide: (payment: UnknownPayment, decision: Decision) => void;
  onRefused: (reason: string) => void;
}) {
  const columns: Column<UnknownPayment>[] = [
    {
      label: "Payment",
      isMain: true,
      cell: ({ paymentIntentId, description, stripeUrl }) => (
        <div>
          {stripeUrl === null ? (
            (description ?? "A payment")
          ) : (
            <a href={stripeUrl} target="_blank" rel="noreferrer">
              {description ?? "A payment"}
            </a>
          )}
          <br />
          <CopyId id={paymentIntentId} />
        </div>
      ),
    },
    { label: "Paid", width: 90, cell: ({ paidAt }) => <Ago at={paidAt} now={now} /> },
    {
      label: "Customer",
      cell: ({ customer: { name, email } }) => (
        <div>
          {name ?? "not known"}
          {email !== null && <div className={classes.dim}>{email}</div>}
        </div>
      ),
    },
    { label: "Amount", isNumber: true, width: 90, cell: ({ amount }) => formatMoney(amount) },
    {
      label: "Why there is no order",
      cell: (payment) => {
        const { reason, remedy } = problemText(payment);
        return (
          <div>
            {reason}
            <br />
            <span className={classes.dim}>{remedy}</span>
          </div>
        );
      },
    },
    {
      label: "Decide",
      width: 250,
      cell: (payment) => (
        <div className={classes.choices}>
          <ActionButton
            disabledReason={disabledReason}
            onRefused={onRefused}
            onPress={() => onDecide(payment, "retry")}
          >
            Create the order
          </ActionButton>
          <ActionButton
            disabledReason={disabledReason}
            onRefused={onRefused}
            onPress={() => onDecide(payment, "refund")}
          >
            Refund in full
          </ActionButton>
          <ActionButton
            disabledReason={disabledReason}
            onRefused={onRefused}
            variant="subtle"
            onPress={() => onDecide(payment, "ignore")}
          >
            Not ours
          </ActionButton>
        </div>
      ),
    },
  ];
  return (
    <DataTable
      name="Payments to decide about"
      columns={columns}
      rows={payments}
      keyOf={({ paymentIntentId }) => paymentIntentId}
      placeholders={3}
    />
  );
}
