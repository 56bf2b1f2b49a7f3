import { isLive, isSold, type Sale } from "./sale.ts";

/** What one transaction may make of a sale. */
export interface Rule {
  /** What has happened, as a label of an arrow. */
  event: string;
  /** Whether it can happen in this state. */
  when(sale: Sale): boolean;
  makes(sale: Sale): Partial<Sale>;
}

/** One that was cancelled may be followed by another one, which then counts. */
const isUndecided = ({ payment }: Sale) => ["none", "unpaid", "processing", "canceled"].includes(payment);
const isUnsold = ({ order }: Sale) => ["none", "processing", "failed"].includes(order);
const isPaid = ({ payment }: Sale) => payment === "succeeded";
const isPayable = (sale: Sale) => isUndecided(sale) && !isSold(sale) && sale.checkout !== "open";
/** No refund waits to be sent or decided. */
const isRefundOver = ({ refund }: Sale) => refund !== "requested" && refund !== "pending";
const endedReservation = ({ reservation }: Sale, to: "released" | "expired"): Partial<Sale> =>
  reservation === "held" ? { reservation: to } : {};
const endedCheckout = (sale: Sale, to: "expired" | "cancelled"): Partial<Sale> =>
  isLive(sale) ? { checkout: to } : {};
const failedOrder = ({ order }: Sale): Partial<Sale> => (order === "processing" ? { order: "failed" } : {});

const sold = { checkout: "completed", reservation: "committed", order: "confirmed" } as const;

/** Money, or an authorization, that can have no order: the order that it would have is cancelled. */
const withoutOrder = (sale: Sale): Partial<Sale> => ({
  order: "cancelled",
  ...endedReservation(sale, "released"),
  ...endedCheckout(sale, "cancelled"),
});

const customer: Rule[] = [
  {
    event: "Pay is pressed",
    when: ({ checkout, order }) => checkout === "open" && order === "none",
    makes: () => ({ checkout: "paying" }),
  },
  {
    event: "nothing is due",
    when: ({ checkout, order }) => checkout === "open" && order === "none",
    makes: () => ({ ...sold, payment: "not_required" }),
  },
  {
    event: "the browser reports a payment",
    when: (sale) => sale.checkout === "paying" && sale.order === "none" && sale.payment !== "succeeded",
    makes: () => ({ order: "processing" }),
  },
  {
    event: "the browser reports a payment",
    when: ({ order }) => order === "failed",
    makes: () => ({ order: "processing" }),
  },
];

const settled: Rule[] = [
  {
    event: "not paid yet",
    when: isPayable,
    makes: (sale) => ({ payment: "unpaid", ...failedOrder(sale) }),
  },
  {
    event: "not paid yet", // asked before the browser has reported it
    when: isPayable,
    makes: () => ({ payment: "unpaid" }),
  },
  {
    event: "the bank takes days",
    when: (sale) => isPayable(sale) && isUnsold(sale),
    makes: () => ({ payment: "processing", order: "processing" }),
  },
  {
    event: "authorized",
    when: (sale) => isPayable(sale) && isUnsold(sale),
    makes: () => ({ payment: "authorized", ...sold }),
  },
  {
    event: "authorized, but no order is possible",
    when: (sale) => isPayable(sale) && isUnsold(sale),
    makes: (sale) => ({ payment: "authorized", ...withoutOrder(sale) }),
  },
  {
    event: "paid",
    when: (sale) => isPayable(sale) && isUnsold(sale),
    makes: () => ({ payment: "succeeded", ...sold }),
  },
  {
    event: "paid, but no order is possible",
    when: (sale) => isPayable(sale) && isUnsold(sale),
    makes: (sale) => ({ payment: "succeeded", refund: "requested", ...withoutOrder(sale) }),
  },
  {
    event: "paid, but a bank has it back already",
    when: (sale) => isPayable(sale) && (isUnsold(sale) || sale.order === "cancelled"),
    makes: (sale) => ({ payment: "succeeded", dispute: "taken", ...withoutOrder(sale) }),
  },
  {
    event: "paid after it was cancelled",
    when: (sale) => isPayable(sale) && sale.order === "cancelled",
    makes: () => ({ payment: "succeeded", refund: "requested" }),
  },
  {
    event: "captured",
    when: (sale) => sale.payment === "authorized" && isSold(sale),
    makes: () => ({ payment: "succeeded" }),
  },
  {
    event: "captured after it was cancelled",
    when: ({ payment, order }) => payment === "authorized" && order === "cancelled",
    makes: () => ({ payment: "succeeded", refund: "requested" }),
  },
  {
    event: "the authorization has ended",
    when: ({ payment, order }) => payment === "authorized" && order === "cancelled",
    makes: () => ({ payment: "canceled" }),
  },
  {
    event: "the authorization has ended",
    when: (sale) => sale.payment === "authorized" && isSold(sale),
    makes: ({ hasShipped }) => ({ payment: "canceled", ...(hasShipped ? {} : { order: "cancelled" }) }),
  },
  {
    event: "the time is over",
    when: isPayable,
    makes: (sale) => ({
      payment: "canceled",
      ...endedCheckout(sale, "expired"),
      ...endedReservation(sale, "expired"),
      ...failedOrder(sale),
    }),
  },
  {
    event: "cancelled at Stripe",
    when: isPayable,
    makes: (sale) => ({
      payment: "canceled",
      ...endedCheckout(sale, "cancelled"),
      ...endedReservation(sale, "released"),
      ...failedOrder(sale),
    }),
  },
  {
    event: "replaced by another payment",
    when: (sale) => isPayable(sale) && isUnsold(sale),
    makes: () => ({ payment: "canceled" }),
  },
  {
    event: "nothing can be paid",
    when: (sale) => isLive(sale) && sale.payment !== "processing",
    makes: (sale) => ({ checkout: "cancelled", ...endedReservation(sale, "released"), ...failedOrder(sale) }),
  },
];

const staff: Rule[] = [
  {
    event: "staff cancel it",
    when: ({ order, checkout }) => order === "failed" && checkout !== "open" && checkout !== "paying",
    makes: () => ({ order: "cancelled" }),
  },
  {
    event: "staff cancel it",
    when: (sale) => sale.order === "confirmed" && !sale.hasShipped,
    makes: (sale) => ({
      order: "cancelled",
      // What went back before, or what a bank has, is not refunded again.
      ...(isPaid(sale) && isRefundOver(sale) && sale.dispute !== "lost" && sale.dispute !== "taken"
        ? { refund: "requested" as const }
        : {}),
    }),
  },
  {
    event: "staff refund",
    when: (sale) => isPaid(sale) && isRefundOver(sale) && (isSold(sale) || sale.refund === "failed"),
    makes: () => ({ refund: "requested" }),
  },
  {
    event: "goods leave",
    when: (sale) => sale.order === "confirmed" && !sale.hasShipped && sale.payment !== "canceled",
    makes: () => ({ hasShipped: true }),
  },
  {
    event: "all has left",
    when: ({ order }) => order === "confirmed",
    makes: () => ({ order: "completed", hasShipped: true }),
  },
];

const refunds: Rule[] = (
  [
    ["requested", "pending", "Stripe takes it"],
    ["requested", "succeeded", "Stripe takes it"],
    ["requested", "failed", "Stripe refuses it"],
    ["pending", "succeeded", "the bank takes it"],
    ["pending", "failed", "the bank refuses it"],
    ["succeeded", "failed", "the bank returns it"],
    ["none", "pending", "made at Stripe"],
    ["none", "succeeded", "made at Stripe"],
  ] as const
).map(([from, to, event]) => ({
  event,
  when: (sale) => isPaid(sale) && sale.refund === from,
  makes: () => ({ refund: to }),
}));

const disputes: Rule[] = (
  [
    ["none", "inquiry", "the bank asks"],
    ["inquiry", "closed", "the bank has its answer"],
    ["none", "taken", "the customer disputes it"],
    ["inquiry", "taken", "the customer disputes it"],
    ["closed", "taken", "the customer disputes it"],
    ["taken", "won", "won"],
    ["taken", "lost", "lost"],
    ["none", "lost", "a debit is sent back"],
    ["lost", "taken", "appealed"],
  ] as const
).map(([from, to, event]) => ({
  event,
  when: (sale) => isPaid(sale) && sale.dispute === from,
  makes: ({ order, refund }) => ({
    dispute: to,
    // What comes back of a sale that was cancelled meanwhile is the customer's.
    ...(to === "won" && order === "cancelled" && refund === "none" ? { refund: "requested" as const } : {}),
  }),
}));

/** All that can happen to a sale, a rule a kind of transaction. */
export const rules: readonly Rule[] = [...customer, ...settled, ...staff, ...refunds, ...disputes];
