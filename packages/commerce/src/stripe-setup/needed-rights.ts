import type Stripe from "stripe";

/** A kind of process: `web` answers requests, `worker` runs jobs. Each may have a key of its own. */
export type KeyUser = "web" | "worker";

export interface NeededRight {
  /** As Stripe's dashboard calls it. */
  resource: string;
  access: "read" | "write";
  users: readonly KeyUser[];
  /** What it is for. */
  use: string;
  /** A call that needs the right and changes nothing: what it is about does not exist. */
  probe(stripe: Stripe): Promise<unknown>;
}

/** An id that no object has. */
const nothing = (prefix: string) => `${prefix}_dualtrack_probe`;

const both: readonly KeyUser[] = ["web", "worker"];

/** What a restricted key must be allowed to do, by resource. README's table says the same. */
export const neededRights: readonly NeededRight[] = [
  {
    ...{
      resource: "PaymentIntents",
      access: "write",
      users: both,
      use: "payments: opened, captured, cancelled, read",
    },
    probe: (stripe) => stripe.paymentIntents.cancel(nothing("pi")),
  },
  {
    ...{ resource: "Charges and Refunds", access: "write", users: ["worker"], use: "refunds" },
    probe: (stripe) => stripe.refunds.create({ payment_intent: nothing("pi") }),
  },
  {
    ...{
      resource: "Charges and Refunds",
      access: "read",
      users: ["web"],
      use: "a payment's charge and its refunds",
    },
    probe: (stripe) => stripe.refunds.list({ limit: 1 }),
  },
  {
    ...{
      resource: "Balance transactions",
      access: "read",
      users: both,
      use: "what was charged, and when; fees",
    },
    probe: (stripe) => stripe.balanceTransactions.list({ limit: 1 }),
  },
  {
    ...{ resource: "Payouts", access: "read", users: both, use: "what arrives at the bank" },
    probe: (stripe) => stripe.payouts.list({ limit: 1 }),
  },
  {
    ...{
      resource: "Checkout Sessions",
      access: "write",
      users: both,
      use: "Stripe's page: opened, ended, read",
    },
    probe: (stripe) => stripe.checkout.sessions.expire(nothing("cs")),
  },
  {
    ...{ resource: "Disputes", access: "write", users: ["web"], use: "evidence, and accepting a dispute" },
    probe: (stripe) => stripe.disputes.close(nothing("dp")),
  },
  {
    ...{ resource: "Disputes", access: "read", users: ["worker"], use: "disputes of payments" },
    probe: (stripe) => stripe.disputes.list({ limit: 1 }),
  },
  {
    ...{ resource: "Radar early fraud warnings", access: "read", users: both, use: "early fraud warnings" },
    probe: (stripe) => stripe.radar.earlyFraudWarnings.list({ limit: 1 }),
  },
  {
    ...{ resource: "Reviews", access: "read", users: both, use: "Radar's reviews of payments" },
    probe: (stripe) => stripe.reviews.list({ limit: 1 }),
  },
  {
    ...{
      resource: "Events",
      access: "read",
      users: both,
      use: "whether Stripe answers; events that never came",
    },
    probe: (stripe) => stripe.events.list({ limit: 1 }),
  },
  {
    ...{
      resource: "Tax calculations and transactions",
      access: "write",
      users: both,
      use: "Stripe Tax, if the shop uses it",
    },
    probe: (stripe) =>
      stripe.tax.transactions.createReversal({
        ...{ mode: "full", original_transaction: nothing("tax"), reference: nothing("reversal") },
      }),
  },
  {
    ...{ resource: "Coupons", access: "read", users: ["web"], use: "importing coupons" },
    probe: (stripe) => stripe.coupons.list({ limit: 1 }),
  },
  {
    ...{ resource: "Promotion codes", access: "read", users: ["web"], use: "importing coupons" },
    probe: (stripe) => stripe.promotionCodes.list({ limit: 1 }),
  },
];
