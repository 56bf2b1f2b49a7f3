import {
  failedMails,
  failedRefunds,
  failedSyncs,
  openFraudWarnings,
  openReviews,
  type PaymentStatus,
  type Prisma,
  unansweredDisputes,
  undecidedGoods,
} from "@dualtrack/db";
import { bankWaitOf, waitingInTime } from "../payment-state/bank-wait.ts";
import type { Shop } from "../shop.ts";

/** A provisional order that is older than this should have been confirmed. */
const stuckAfterMs = 2 * 60_000;

/** Far more than a shop can have: a list of them is complete. */
const allOfThem = 1_000;

/** Orders that are still provisional though they should have been confirmed by now; a bank's debit takes its days. */
export function stuckOrders(shop: Shop): Prisma.OrderWhereInput {
  return { state: "processing", placedAt: { lt: stuckSince(shop) }, NOT: waitingInTime(shop) };
}

function stuckSince(shop: Shop): Date {
  return new Date(shop.clock.now().getTime() - stuckAfterMs);
}

/** What went wrong, in a few words, by the order's number. Stuck orders are not among them: their rows tell. */
export type OrderFailures = ReadonlyMap<number, readonly string[]>;

/**
 * Orders of which a bank waits for an answer, warns of fraud, or Stripe holds the payment; and those of which a refund,
 * a question to Stripe, or a mail failed and was not mended since, or whose refunded goods are asked about.
 */
export async function findFailures(shop: Shop): Promise<OrderFailures> {
  const limit = allOfThem;
  const [disputes, warnings, reviews, refunds, undecided, syncs, mails] = await Promise.all([
    unansweredDisputes(shop.db, { limit }),
    openFraudWarnings(shop.db, { limit }),
    openReviews(shop.db, { limit }),
    failedRefunds(shop.db, { limit }),
    undecidedGoods(shop.db, { limit }),
    failedSyncs(shop.db, { limit }),
    failedMails(shop.db, { limit }),
  ]);
  const failures = new Map<number, string[]>();
  const note = (rows: readonly { orderNumber: number | null }[], text: string) => {
    for (const { orderNumber } of rows) {
      if (orderNumber === null) continue;
      const known = failures.get(orderNumber) ?? [];
      if (!known.includes(text)) failures.set(orderNumber, [...known, text]);
    }
  };
  const isInquiry = ({ status }: { status: string }) => status.startsWith("warning_");
  note(
    disputes.filter((dispute) => !isInquiry(dispute)),
    "A dispute needs an answer",
  );
  note(disputes.filter(isInquiry), "An inquiry needs an answer");
  note(warnings, "A bank warns of fraud");
  note(reviews, "In review at Stripe");
  note(refunds, "A refund failed");
  note(undecided, "Where are the refunded goods?");
  note(syncs, "Stripe could not be reached");
  note(mails, "A mail could not be sent");
  return failures;
}

/** Orders that somebody should look at. */
export function needsAttention(shop: Shop, failures: OrderFailures): Prisma.OrderWhereInput {
  return { OR: [stuckOrders(shop), { number: { in: [...failures.keys()] } }] };
}

interface Listed {
  number: number;
  state: string;
  placedAt: Date;
  checkout: { payments: { status: PaymentStatus; methodType: string | null }[] };
}

/** What somebody should look at, in a few words; null when all is well. */
export function attentionOf(
  shop: Shop,
  failures: OrderFailures,
  { number, state, placedAt, checkout: { payments } }: Listed,
): string | null {
  const known = failures.get(number) ?? [];
  const isOld = state === "processing" && placedAt < stuckSince(shop);
  const wait = bankWaitOf(shop, { state, placedAt, payments });
  const stuck = wait === null ? "Not confirmed yet" : "The bank takes longer than it may";
  const isStuck = isOld && (wait === null || wait.isOverdue);
  return [...(isStuck ? [stuck] : []), ...known].join(". ") || null;
}
