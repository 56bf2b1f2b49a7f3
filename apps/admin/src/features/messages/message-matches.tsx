import { type CheckoutState, formatMoney } from "@dualtrack/contract";
import type { ReactNode } from "react";
import { problemLabel } from "../../labels.ts";
import { type Badge, intentBadges, stateBadges } from "../../order-badges.ts";
import type { Me, MessageView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { CopyId } from "../../ui/copy-id.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import { SyncButton } from "../../ui/sync-button.tsx";
import classes from "./messages.module.css";

type Match = MessageView["checkouts"][number];
type Lost = MessageView["unknownPayments"][number];

const checkoutBadges: Record<CheckoutState, Badge> = {
  open: { tone: "none", label: "Not paid: Pay was not pressed" },
  paying: { tone: "wait", label: "Pay was pressed, no outcome yet" },
  completed: { tone: "good", label: "Paid" },
  expired: { tone: "idle", label: "Out of time, not paid" },
  cancelled: { tone: "idle", label: "Cancelled, not paid" },
};

/** What the shop has of whoever wrote, with what repairs it: a sync, or a decision about a payment without an order. */
export function MessageMatches({
  message: { email, checkouts, unknownPayments },
  me,
  now,
  onNotice,
}: {
  message: MessageView;
  me: Me;
  now: number;
  onNotice: (notice: ReactNode) => void;
}) {
  const disabledReason = me.role === "support" ? "Only an owner or a manager may do this." : null;
  const columns: Column<Match>[] = [
    {
      label: "Order or checkout",
      isMain: true,
      cell: ({ id, order, state, isOthers, problem }) => (
        <span>
          {order === null ? (
            <CopyId id={id} />
          ) : (
            <PathLink path={`/orders/${order.number}`}>{order.number}</PathLink>
          )}
          <span className={classes.sub}>
            <Status {...(order === null ? checkoutBadges[state] : stateBadges[order.state])} />
            {order?.isProvisional && " provisional: waits for Stripe"}
          </span>
          {isOthers && (
            <span className={classes.bad}>Bought with another e-mail address: say nothing of it</span>
          )}
          {problem !== null && <span className={classes.bad}>{problemLabel(problem)}</span>}
        </span>
      ),
    },
    { label: "Payment", width: 250, cell: ({ payments }) => <Payments payments={payments} /> },
    { label: "Total", width: 100, isNumber: true, cell: ({ total }) => formatMoney(total) },
    { label: "Began", width: 100, cell: ({ createdAt }) => <Ago at={createdAt} now={now} /> },
    {
      label: "Do",
      width: 140,
      cell: ({ id }) => (
        <SyncButton
          scope={{ checkoutIds: [id] }}
          disabledReason={disabledReason}
          onStarted={(runId) =>
            onNotice(
              <>
                Stripe is being asked. <PathLink path={`/sync?run=${runId}`}>See what comes out</PathLink>
              </>,
            )
          }
          onNotice={onNotice}
        />
      ),
    },
  ];
  return (
    <Section title="What the shop has of them">
      {checkouts.length === 0 ? (
        <p className={classes.dim}>
          No checkout in which {email} was entered, and no order with the number that they wrote. If they have
          paid, they gave another address: ask for the date, the amount and the card’s last four digits.
        </p>
      ) : (
        <DataTable name="Orders and checkouts" columns={columns} rows={checkouts} keyOf={({ id }) => id} />
      )}
      {unknownPayments.length > 0 && <LostPayments rows={unknownPayments} now={now} />}
    </Section>
  );
}

function Payments({ payments }: { payments: Match["payments"] }) {
  if (payments.length === 0) return <span className={classes.sub}>none was opened</span>;
  return payments.map(({ paymentIntentId, status, stripeUrl }) => (
    <div key={paymentIntentId}>
      <Status {...(status === null ? { tone: "wait", label: "Not heard of yet" } : intentBadges[status])} />{" "}
      {stripeUrl !== null && (
        <a href={stripeUrl} target="_blank" rel="noreferrer">
          at Stripe
        </a>
      )}
      <CopyId id={paymentIntentId} />
    </div>
  ));
}

function LostPayments({ rows, now }: { rows: Lost[]; now: number }) {
  const columns: Column<Lost>[] = [
    {
      label: "Payment without an order",
      isMain: true,
      cell: ({ paymentIntentId }) => <CopyId id={paymentIntentId} />,
    },
    { label: "Amount", width: 110, isNumber: true, cell: ({ total }) => formatMoney(total) },
    { label: "Paid", width: 110, cell: ({ paidAt }) => <Ago at={paidAt} now={now} /> },
    {
      label: "Do",
      width: 180,
      cell: () => <PathLink path="/unknown-payments">Decide about it</PathLink>,
    },
  ];
  return (
    <DataTable
      name="Payments without an order"
      columns={columns}
      rows={rows}
      keyOf={({ paymentIntentId }) => paymentIntentId}
    />
  );
}
