import { failedRefunds } from "@dualtrack/db";
import type Stripe from "stripe";
import { paidAnotherWay } from "../payment-state/refundable.ts";
import type { Shop } from "../shop.ts";
import { ourCheckoutId } from "../stripe/payment-facts.ts";
import { isMissing } from "../stripe/payment-intents.ts";
import { auditDetails } from "./audit-details.ts";
import {
  auditMovements,
  disputedByPayment,
  listMoneyMovements,
  type MoneyMovements,
  wrongPaymentStates,
} from "./audit-disputes.ts";
import { refundRules } from "./audit-refunds.ts";
import { fateOfUnknown } from "./audit-unknown.ts";
import type { Violation } from "./violation.ts";

/** For so long a payment may be on its way to its order or refund; after that it is lost. */
const patienceMs = 15 * 60_000;

/** Far more failed refunds than a shop can have. */
const allOfThem = 10_000;

export interface LedgerAudit {
  /** Payments of Stripe that were compared. */
  payments: number;
  /** Disputes and inquiries of Stripe that were compared. */
  disputes: number;
  orders: number;
  variants: number;
  /** Payments whose order is still on its way; none of them is lost: the sync is after them. */
  inFlight: number;
  /** Payments that are to go back and whose refund failed: staff are told until it is made again. */
  waitingForStaff: number;
  violations: Violation[];
}

/**
 * Proves promises 1 to 4 on the running system: every payment that Stripe has taken for us is compared with our
 * orders and refunds, and the books with themselves. Reads only.
 */
export async function auditLedger(shop: Shop): Promise<LedgerAudit> {
  const movements = await listMoneyMovements(shop);
  const payments = await auditPayments(shop, movements);
  const rows = [
    ...(await auditMovements(shop, movements)),
    ...(await auditRows(shop)),
    ...(await auditDetails(shop)),
  ];
  const [orders, variants] = [await shop.db.order.count(), await shop.db.stockLevel.count()];
  return {
    ...payments,
    disputes: movements.disputes.length,
    orders,
    variants,
    violations: [...payments.violations, ...rows],
  };
}

/**
 * Promise 1 and 3: each succeeded payment has one order of its amount, or went back in full: as refunds, or as its bank
 * took it in a dispute. What staff paid back outside Stripe counts as they say it: Stripe can't prove that.
 */
async function auditPayments(
  shop: Shop,
  movements: MoneyMovements,
): Promise<Pick<LedgerAudit, "payments" | "inFlight" | "waitingForStaff" | "violations">> {
  const disputed = disputedByPayment(movements);
  const violations: Violation[] = [];
  const succeeded = new Map<string, Stripe.PaymentIntent>();
  let [inFlight, waitingForStaff] = [0, 0];
  const told = new Set((await failedRefunds(shop.db, { limit: allOfThem })).map(({ refundId }) => refundId));
  for await (const intent of shop.stripe.paymentIntents.list({
    limit: 100,
    expand: ["data.latest_charge"],
  })) {
    if (intent.status !== "succeeded" || ourCheckoutId(intent) === null) continue;
    succeeded.set(intent.id, intent);
    const fate = await fateOf(shop, intent, { disputed: disputed.get(intent.id) ?? 0, told });
    if (fate === "in flight") inFlight += 1;
    else if (fate === "waits for staff") waitingForStaff += 1;
    else if (fate !== "settled")
      violations.push({
        promise: 1,
        problem: fate,
        row: { paymentIntent: intent.id, amount: intent.amount_received },
      });
  }
  const confirmed = await shop.db.order.findMany({
    where: { state: { in: ["confirmed", "completed"] } },
    select: { number: true, paymentIntentId: true, totalAmount: true, currency: true },
  });
  for (const order of confirmed) {
    const intent = succeeded.get(order.paymentIntentId) ?? (await findSucceeded(shop, order.paymentIntentId));
    if (intent === null) violations.push({ promise: 3, problem: "confirmed without a payment", row: order });
    else if (intent.amount_received !== order.totalAmount || intent.currency !== order.currency)
      violations.push({ promise: 3, problem: "confirmed with a payment of another amount", row: order });
  }
  return { payments: succeeded.size, inFlight, waitingForStaff, violations };
}

async function findSucceeded(shop: Shop, id: string): Promise<Stripe.PaymentIntent | null> {
  const intent = await shop.stripe.paymentIntents.retrieve(id).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error; // Stripe is away: that proves nothing
  });
  return intent?.status === "succeeded" ? intent : null;
}

/**
 * "settled", "in flight", "waits for staff", or what is wrong. `disputed`, in minor units, is what its bank has taken,
 * `told` are the failed refunds that staff are told of.
 */
async function fateOf(
  shop: Shop,
  intent: Stripe.PaymentIntent,
  { disputed, told }: { disputed: number; told: ReadonlySet<string> },
): Promise<string> {
  const checkout = await findCheckoutOf(shop, intent);
  if (checkout === null) return fateOfUnknown(shop, intent);
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const atStripe = charge?.amount_refunded ?? 0;
  const booked = checkout.payments.find((payment) => payment.paymentIntentId === intent.id);
  const refundsDue =
    booked?.refunds.filter(({ state }) => state === "requested" || state === "pending") ?? [];
  const { order } = checkout;
  const isOrdered =
    order?.paymentIntentId === intent.id &&
    (order.state === "confirmed" || order.state === "completed") &&
    order.totalAmount === intent.amount_received &&
    order.currency === intent.currency;
  if (isOrdered) {
    if (booked?.amountRefunded !== atStripe && refundsDue.length === 0)
      return `Stripe refunded ${atStripe}, our books say ${booked?.amountRefunded ?? 0}`;
    return "settled";
  }
  const refunded = atStripe + paidAnotherWay(booked?.refunds ?? []);
  if (refunded + disputed >= intent.amount_received) return "settled";
  const isLate = paidAt(intent) < shop.clock.now().getTime() - patienceMs;
  if (refundsDue.some(({ state }) => state === "pending") || (refundsDue.length > 0 && !isLate))
    return "in flight";
  const isOpen = checkout.state === "open" || checkout.state === "paying" || order?.state === "processing";
  if (isOpen && !isLate) return "in flight";
  const failed = (booked?.refunds ?? [])
    .filter(({ id }) => told.has(id))
    .reduce((sum, { amount }) => sum + amount, 0);
  if (refunded + disputed + failed >= intent.amount_received) return "waits for staff";
  return "paid, but there is neither an order of its amount nor a full refund";
}

/** When the money was taken, in ms. */
function paidAt(intent: Stripe.PaymentIntent): number {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  return (charge?.created ?? intent.created) * 1000;
}

function findCheckoutOf(shop: Shop, intent: Stripe.PaymentIntent) {
  const id = ourCheckoutId(intent) ?? "";
  return shop.db.checkout.findUnique({
    where: { id },
    select: {
      state: true,
      order: { select: { paymentIntentId: true, state: true, totalAmount: true, currency: true } },
      payments: {
        select: {
          paymentIntentId: true,
          amountRefunded: true,
          refunds: { select: { id: true, amount: true, state: true, paidAnotherWayAt: true } },
        },
      },
    },
  });
}

/** What the books must say of themselves. Each query answers the rows that break its rule. */
async function auditRows(shop: Shop): Promise<Violation[]> {
  type Rows = Record<string, unknown>[];
  const { db } = shop;
  const rules: [promise: 2 | 3 | 4, problem: string, rows: Promise<Rows>][] = [
    [
      2,
      "stock is below zero, or more is held than there is",
      db.$queryRaw<Rows>`select variant_id, on_hand, reserved from stock_level
        where on_hand < 0 or reserved < 0 or reserved > on_hand`,
    ],
    [
      2,
      "the stock level is not the sum of its movements",
      db.$queryRaw<Rows>`select s.variant_id, s.on_hand, coalesce(m.total, 0)::integer as movements from stock_level s
        left join (select variant_id, sum(quantity) as total from stock_movement group by 1) m using (variant_id)
        where s.on_hand <> coalesce(m.total, 0)`,
    ],
    [
      2,
      "the reserved units are not the sum of what is held",
      db.$queryRaw<Rows>`select s.variant_id, s.reserved, coalesce(r.total, 0)::integer as held from stock_level s
        left join (select variant_id, sum(quantity) as total from reservation where state = 'held' group by 1) r
        using (variant_id) where s.reserved <> coalesce(r.total, 0)`,
    ],
    [
      4,
      "a confirmed order did not take its goods from stock exactly once",
      db.$queryRaw<Rows>`select o.number, l.variant_id, l.quantity, coalesce(m.sold, 0)::integer as sold
        from "order" o join order_line l on l.order_id = o.id
        left join (select checkout_id, variant_id, -sum(quantity) as sold from stock_movement
                   where kind = 'sell' group by 1, 2) m
          on m.checkout_id = o.checkout_id and m.variant_id = l.variant_id
        where o.state in ('confirmed', 'completed') and coalesce(m.sold, 0) <> l.quantity`,
    ],
    [
      2,
      "goods were taken from stock for a checkout that has no paid order",
      db.$queryRaw<Rows>`select m.checkout_id, m.variant_id, m.quantity from stock_movement m
        where m.kind = 'sell' and not exists (
          select from "order" o where o.checkout_id = m.checkout_id and o.payment_state <> 'unpaid')`,
    ],
    [
      3,
      "an order is confirmed, but its payment is not booked as succeeded",
      db.$queryRaw<Rows>`select o.number, o.payment_intent_id, p.status::text from "order" o
        left join payment p using (payment_intent_id)
        where o.state in ('confirmed', 'completed')
          and (p.status is distinct from 'succeeded' or p.amount_received <> o.total_amount)`,
    ],
    [3, "an order's payment state is not what its payment, refunds and disputes say", wrongPaymentStates(db)],
    [
      3,
      "more was refunded than was paid",
      db.$queryRaw<Rows>`select p.payment_intent_id, p.amount_received, sum(r.amount)::integer as refunds
        from payment p join refund r using (payment_intent_id)
        where r.state not in ('failed', 'canceled') or r.paid_another_way_at is not null
        group by 1, 2 having sum(r.amount) > p.amount_received`,
    ],
    [
      4,
      "more of a line was shipped than was bought",
      db.$queryRaw<Rows>`select o.number, l.variant_id, l.quantity, sum(s.quantity)::integer as shipped
        from "order" o join order_line l on l.order_id = o.id join shipment_line s on s.order_line_id = l.id
        group by 1, 2, 3 having sum(s.quantity) > l.quantity`,
    ],
    [
      4,
      "an order was announced twice as confirmed",
      db.$queryRaw<Rows>`select order_id, count(*)::integer as times from order_event
        where kind = 'confirmed' group by 1 having count(*) > 1`,
    ],
    ...refundRules(db),
  ];
  const found = await Promise.all(
    rules.map(async ([promise, problem, rows]) => (await rows).map((row) => ({ promise, problem, row }))),
  );
  return found.flat();
}
