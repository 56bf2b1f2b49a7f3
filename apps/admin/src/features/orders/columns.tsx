import { formatMoney } from "@dualtrack/contract";
import type { ReactNode } from "react";
import { shortDay } from "../../messages.ts";
import { bankBadge, bankText, fulfilmentBadges, stateBadges } from "../../order-badges.ts";
import { useSettings } from "../../server/settings.ts";
import type { ListedOrder } from "../../server/trpc.ts";
import { shopTime, shortShopTime } from "../../shop-time.ts";
import { Ago } from "../../ui/ago.tsx";
import { PaymentStatus } from "../../ui/payment-status.tsx";
import { Provisional } from "../../ui/provisional.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./orders.module.css";

export interface Column {
  id: ColumnId;
  label: string;
  className?: string | undefined;
  /** Pixels; null takes the remaining width. */
  width: number | null;
  cell(order: ListedOrder, now: number): ReactNode;
  /** The width of its placeholder while the list loads. */
  skeleton: number;
}

/** In the order of display; the order's number always comes first. */
export const columnIds = [
  "placed",
  "confirmed",
  "customer",
  "country",
  "items",
  "total",
  "refunded",
  "state",
  "payment",
  "fulfilment",
  "bank",
  "booked",
  "attention",
] as const;
export type ColumnId = (typeof columnIds)[number];

export const usualColumns: readonly ColumnId[] = [
  "placed",
  "customer",
  "total",
  "state",
  "payment",
  "fulfilment",
];

const countryNames = new Intl.DisplayNames("en-IE", { type: "region" });

const columnSettings: Record<ColumnId, Omit<Column, "id">> = {
  placed: {
    label: "Placed",
    width: 96, // 59 min ago
    cell: ({ placedAt }, now) => <Ago at={placedAt} now={now} />,
    skeleton: 64,
  },
  confirmed: {
    label: "Confirmed",
    width: 96, // 59 min ago
    cell: ({ confirmedAt }, now) => confirmedAt && <Ago at={confirmedAt} now={now} />,
    skeleton: 64,
  },
  customer: {
    label: "Customer",
    width: null,
    cell: ({ name, email }) => <Customer name={name} email={email} />,
    skeleton: 180,
  },
  country: {
    label: "Country",
    width: 104,
    cell: ({ country }) =>
      country && <span className={classes.clip}>{countryNames.of(country) ?? country}</span>,
    skeleton: 56,
  },
  items: {
    label: "Items",
    width: 56,
    className: classes.figure,
    cell: ({ itemCount }) => itemCount,
    skeleton: 16,
  },
  total: {
    label: "Total",
    width: 112, // KWD 1,235.067
    className: classes.figure,
    cell: ({ toPay }) => formatMoney(toPay),
    skeleton: 56,
  },
  refunded: {
    label: "Refunded",
    width: 112, // KWD 1,235.067
    className: classes.figure,
    cell: ({ refunded }) => (refunded.amount === 0 ? "" : formatMoney(refunded)),
    skeleton: 56,
  },
  state: {
    label: "State",
    width: 124,
    className: classes.state,
    cell: ({ state, isProvisional, bank }) => (
      <>
        <Status {...(bank ? bankBadge : stateBadges[state])} />
        {isProvisional && !bank && <Provisional wordClassName={classes.provisionalWord} />}
      </>
    ),
    skeleton: 88,
  },
  payment: {
    label: "Payment",
    width: 142, // Lost to the bank
    cell: ({ paymentState, risks }) => <PaymentStatus paymentState={paymentState} risks={risks} />,
    skeleton: 72,
  },
  fulfilment: {
    label: "Fulfilment",
    width: 140, // Nothing to send
    cell: ({ fulfilmentState }) => <Status {...fulfilmentBadges[fulfilmentState]} />,
    skeleton: 88,
  },
  bank: {
    label: "Bank decides",
    width: 132,
    cell: ({ bank }, now) =>
      bank && (
        <time dateTime={bank.until} title={bankText(bank)}>
          by {shortDay(bank.until, now)}
        </time>
      ),
    skeleton: 72,
  },
  booked: {
    label: "Booked",
    width: 168, // Wed 30 Sept 2026, 14:00, +1
    cell: ({ booked }) => <BookedTimes times={booked} />,
    skeleton: 104,
  },
  attention: {
    label: "Attention",
    width: 216,
    cell: ({ attention }) => (
      <span className={classes.clip} title={attention ?? ""}>
        {attention}
      </span>
    ),
    skeleton: 120,
  },
};

export function columnOf(id: ColumnId): Column {
  return { id, ...columnSettings[id] };
}

function Customer({ name, email }: { name: string | null; email: string | null }) {
  const both = [name, email].filter(Boolean).join(", ");
  return (
    <span className={classes.customer} title={both}>
      <bdi>{name ?? email ?? "Not known"}</bdi>
      {name && email && <bdi className={classes.email}>{email}</bdi>}
    </span>
  );
}

/** The first time of the days that are asked for, and how many more there are. */
function BookedTimes({ times: [first, ...others] }: { times: readonly string[] }) {
  const { timeZone } = useSettings();
  if (first === undefined) return null;
  const title = [first, ...others].map((at) => shopTime(at, timeZone)).join("; ");
  return (
    <span className={classes.clip} title={title}>
      {shortShopTime(first, timeZone)}
      {others.length > 0 && `, +${others.length}`}
    </span>
  );
}
