import type { Db } from "@dualtrack/db";
import type Stripe from "stripe";
import { disputedAmountOf } from "../payment-state/dispute-status.ts";
import type { Shop } from "../shop.ts";
import { disputeFactsOf } from "../stripe/dispute-facts.ts";
import { refundFactsOf } from "../stripe/payment-facts.ts";

/** How long an object of Stripe's may be missing in our database, in ms. */
const graceMs = 15 * 60_000;

interface MovementViolation {
  promise: 1 | 3;
  problem: string;
  row: Record<string, unknown>;
}

/** All disputes and refunds at Stripe; each list is read once. */
export async function listMoneyMovements(shop: Shop) {
  const disputes: Stripe.Dispute[] = [];
  const refunds: Stripe.Refund[] = [];
  for await (const dispute of shop.stripe.disputes.list({ limit: 100 })) disputes.push(dispute);
  for await (const refund of shop.stripe.refunds.list({ limit: 100 })) refunds.push(refund);
  return { disputes, refunds };
}

export type MoneyMovements = Awaited<ReturnType<typeof listMoneyMovements>>;

/** The disputed amount that banks have taken, by payment, in minor units. */
export function disputedByPayment({ disputes }: MoneyMovements): Map<string, number> {
  const sums = new Map<string, number>();
  for (const dispute of disputes) {
    const payment = idOf(dispute.payment_intent);
    const amount = disputedAmountOf([disputeFactsOf(dispute)]);
    if (payment !== null) sums.set(payment, (sums.get(payment) ?? 0) + amount);
  }
  return sums;
}

/** Promises 1 and 3: our database has exactly the disputes and refunds of our payments that Stripe has, with the same values. */
export async function auditMovements(
  shop: Shop,
  { disputes, refunds }: MoneyMovements,
): Promise<MovementViolation[]> {
  const ours = new Set(
    (await shop.db.payment.findMany({ select: { paymentIntentId: true } })).map((row) => row.paymentIntentId),
  );
  const isOurs = (object: { payment_intent: string | { id: string } | null }) =>
    ours.has(idOf(object.payment_intent) ?? "");
  const isRecent = ({ created }: { created: number }) =>
    created * 1000 > shop.clock.now().getTime() - graceMs;
  return [
    ...(await auditDisputes(shop.db, disputes.filter(isOurs), isRecent)),
    ...(await auditRefunds(shop.db, refunds.filter(isOurs), isRecent)),
  ];
}

type IsRecent = (object: { created: number }) => boolean;

async function auditDisputes(
  db: Db,
  disputes: Stripe.Dispute[],
  isRecent: IsRecent,
): Promise<MovementViolation[]> {
  const rows = await db.dispute.findMany();
  const booked = new Map(rows.map((row) => [row.id, row]));
  const atStripe = new Set(disputes.map(({ id }) => id));
  const differing = disputes.flatMap((dispute): MovementViolation[] => {
    const { id, status, amount, currency, withdrawnAmount, feeAmount } = disputeFactsOf(dispute);
    const row = booked.get(id);
    if (row === undefined && isRecent(dispute)) return [];
    const isSame =
      row?.status === status &&
      row.amount === amount &&
      row.currency === currency &&
      row.withdrawnAmount === withdrawnAmount &&
      row.feeAmount === feeAmount;
    const finding = { dispute: id, atStripe: status, inBooks: row?.status ?? null, amount, withdrawnAmount };
    return isSame ? [] : [{ promise: 3, problem: "a dispute is not booked as Stripe has it", row: finding }];
  });
  const unknown = rows
    .filter(({ id }) => !atStripe.has(id))
    .map(({ id: dispute, status }): MovementViolation => {
      return {
        promise: 3,
        problem: "a dispute is booked that Stripe does not have",
        row: { dispute, status },
      };
    });
  return [...differing, ...unknown];
}

async function auditRefunds(
  db: Db,
  refunds: Stripe.Refund[],
  isRecent: IsRecent,
): Promise<MovementViolation[]> {
  const rows = await db.refund.findMany({
    where: { isUncaptured: false, OR: [{ stripeRefundId: { not: null } }, { state: "succeeded" }] },
    select: { id: true, stripeRefundId: true, state: true, amount: true },
  });
  const booked = new Map(rows.map((row) => [row.stripeRefundId, row]));
  const atStripe = new Map(refunds.map((refund) => [refund.id, refundFactsOf(refund)]));
  const missing = refunds.flatMap((refund): MovementViolation[] => {
    const { stripeRefundId, state, amount } = refundFactsOf(refund);
    const row = booked.get(stripeRefundId);
    if (row === undefined && isRecent(refund)) return [];
    if (row?.amount === amount && row.state === state) return [];
    const finding = { refund: stripeRefundId, atStripe: state, inBooks: row?.state ?? null, amount };
    return [{ promise: 1, problem: "a refund is not booked as Stripe has it", row: finding }];
  });
  const invented = rows
    .filter(({ state, stripeRefundId: id }) => state === "succeeded" && !atStripe.has(id ?? ""))
    .map((row): MovementViolation => {
      return { promise: 1, problem: "a refund is booked as succeeded that Stripe does not have", row };
    });
  return [...missing, ...invented];
}

function idOf(object: string | { id: string } | null): string | null {
  return typeof object === "object" ? (object?.id ?? null) : object;
}
