import type { PaymentRisk } from "@dualtrack/contract";
import { failedRefunds, type OrderPaymentState, type OrderState, type Prisma, type Tx } from "@dualtrack/db";
import { type DisputeStage, disputeStage, statusesIn } from "./dispute-status.ts";

/** The rows of a payment that `paymentRisksOf` needs. */
export const riskRows = {
  disputes: { select: { status: true, amount: true } },
  fraudWarnings: { where: { isActionable: true, dismissedAt: null }, select: { id: true } },
  reviews: { where: { isOpen: true }, select: { id: true } },
} satisfies Prisma.PaymentSelect;

interface RiskyPayment {
  paymentIntentId: string;
  disputes: readonly Pick<Prisma.DisputeGetPayload<object>, "status">[];
  /** All warnings, or (without these fields) only undecided ones. */
  fraudWarnings: readonly { id: string; isActionable?: boolean; dismissedAt?: Date | null }[];
  /** All reviews, or (without this field) only open ones. */
  reviews: readonly { id: string; isOpen?: boolean }[];
}

interface RiskyOrder {
  state: OrderState;
  paymentState: OrderPaymentState;
  paymentIntentId: string | null;
  checkout: { payments: readonly RiskyPayment[] };
}

/** The states of orders whose goods are the customer's. */
const keptStates = ["confirmed", "completed"] as const satisfies OrderState[];

/** More failed refunds than the payments of one query can have. */
const maxFailedRefunds = 10_000;

/**
 * The ids of payments with an unsolved failed refund for goods that have not shipped. The goods should not be shipped until
 * that is settled. Orders without a payment (null) have none.
 */
export async function withFailedRefund(
  tx: Tx,
  paymentIntentIds?: readonly (string | null)[],
): Promise<ReadonlySet<string>> {
  const rows = await failedRefunds(tx, {
    limit: maxFailedRefunds,
    ...(paymentIntentIds === undefined
      ? {}
      : { paymentIntentIds: paymentIntentIds.filter((id) => id !== null) }),
  });
  return new Set(rows.filter(({ isForGoods }) => isForGoods).map((row) => row.paymentIntentId));
}

const stageOfRisk = { disputed: "taken", dispute_lost: "lost", inquiry: "asked" } as const satisfies Partial<
  Record<PaymentRisk, DisputeStage>
>;

/**
 * Reasons against shipping an order, the worst first; empty if there is none. `refundFailed` is the answer of
 * `withFailedRefund`.
 */
export function paymentRisksOf(
  { state, paymentState, paymentIntentId, checkout }: RiskyOrder,
  refundFailed: ReadonlySet<string>,
): PaymentRisk[] {
  const payment = checkout.payments.find((each) => each.paymentIntentId === paymentIntentId);
  if (payment === undefined) return [];
  const stages = payment.disputes.map(({ status }) => disputeStage(status));
  const risks = (["disputed", "dispute_lost", "inquiry"] as const).filter((risk) =>
    stages.includes(stageOfRisk[risk]),
  ) as PaymentRisk[];
  // A part of it has left; all that has not would leave unpaid, too.
  if (paymentState === "released" && keptStates.some((kept) => kept === state)) risks.push("released");
  if (
    payment.fraudWarnings.some(({ isActionable = true, dismissedAt = null }) => isActionable && !dismissedAt)
  )
    risks.push("fraud_warning");
  if (refundFailed.has(payment.paymentIntentId)) risks.push("refund_failed");
  if (payment.reviews.some(({ isOpen = true }) => isOpen)) risks.push("review");
  return risks;
}

const paymentHasRisk: Record<Exclude<PaymentRisk, "refund_failed" | "released">, Prisma.PaymentWhereInput> = {
  disputed: { disputes: { some: { status: { in: statusesIn("taken") } } } },
  dispute_lost: { disputes: { some: { status: { in: statusesIn("lost") } } } },
  inquiry: { disputes: { some: { status: { in: statusesIn("asked") } } } },
  fraud_warning: { fraudWarnings: { some: { isActionable: true, dismissedAt: null } } },
  review: { reviews: { some: { isOpen: true } } },
};

/** The condition for orders with any of these risks. */
export async function withRisks(tx: Tx, risks: readonly PaymentRisk[]): Promise<Prisma.OrderWhereInput> {
  const OR: Prisma.OrderWhereInput[] = [];
  for (const risk of new Set(risks)) {
    if (risk === "refund_failed") OR.push({ paymentIntentId: { in: [...(await withFailedRefund(tx))] } });
    else if (risk === "released") OR.push({ paymentState: "released", state: { in: [...keptStates] } });
    else OR.push({ checkout: { payments: { some: paymentHasRisk[risk] } } });
  }
  return { OR };
}
