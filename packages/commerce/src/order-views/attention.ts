import {
  failedMails,
  failedRefunds,
  failedSyncs,
  heldRefunds,
  openFraudWarnings,
  openReviews,
  type PaymentStatus,
  type Prisma,
  unansweredDisputes,
  undecidedGoods,
} from "@dualtrack/db";
import { unsettledAuthorizations } from "../authorizations/unsettled-authorizations.ts";
import { bankWaitOf, waitingInTime } from "../payment-state/bank-wait.ts";
import type { Shop } from "../shop.ts";
import { switchesOf } from "../switches/switches-of.ts";

/** Usually a provisional order is confirmed within this time. */
const stuckAfterMs = 2 * 60_000;

/** More than a shop can have, so that lists are complete. */
const maxRows = 1_000;

/** Orders that are still provisional after `stuckAfterMs`, except those whose bank is within its usual days. */
export function stuckOrders(shop: Shop): Prisma.OrderWhereInput {
  return { state: "processing", placedAt: { lt: stuckSince(shop) }, NOT: waitingInTime(shop) };
}

function stuckSince(shop: Shop): Date {
  return new Date(shop.clock.now().getTime() - stuckAfterMs);
}

/** Short texts about failures, by order number. Stuck orders are not included, as their rows show it. */
export type OrderFailures = ReadonlyMap<number, readonly string[]>;

/**
 * Finds orders with an unanswered dispute, a fraud warning or an open review, with a failed refund, sync or mail that is not
 * solved yet, or with refunded goods that nobody has decided about.
 */
export async function findFailures(shop: Shop): Promise<OrderFailures> {
  const limit = maxRows;
  const [disputes, warnings, reviews, refunds, held, undecided, syncs, mails, authorizations] =
    await Promise.all([
      unansweredDisputes(shop.db, { limit }),
      openFraudWarnings(shop.db, { limit }),
      openReviews(shop.db, { limit }),
      failedRefunds(shop.db, { limit }),
      refundsHeldBack(shop, { limit }),
      undecidedGoods(shop.db, { limit }),
      failedSyncs(shop.db, { limit }),
      failedMails(shop.db, { limit }),
      unsettledAuthorizations(shop, { limit }),
    ]);
  const failures = new Map<number, string[]>();
  const add = (rows: readonly { orderNumber: number | null }[], text: string) => {
    for (const { orderNumber } of rows) {
      if (orderNumber === null) continue;
      const known = failures.get(orderNumber) ?? [];
      if (!known.includes(text)) failures.set(orderNumber, [...known, text]);
    }
  };
  const isInquiry = ({ status }: { status: string }) => status.startsWith("warning_");
  add(
    disputes.filter((dispute) => !isInquiry(dispute)),
    "A dispute needs an answer",
  );
  add(disputes.filter(isInquiry), "An inquiry needs an answer");
  add(warnings, "A bank warns of fraud");
  add(reviews, "In review at Stripe");
  add(refunds, "A refund failed");
  add(held, "Its refund waits, as automatic refunds are off");
  add(undecided, "Where are the refunded goods?");
  add(syncs, "Stripe could not be reached");
  add(mails, "A mail could not be sent");
  add(authorizations.refused, "Its card could not be charged or released");
  add(authorizations.ending, "Its authorization runs out soon");
  add(authorizations.lost, "It has shipped without being paid");
  return failures;
}

/** While automatic refunds are on, none is held back for long. */
async function refundsHeldBack(shop: Shop, { limit }: { limit: number }) {
  const { automatic_refunds: areOn } = await switchesOf(shop.settings, { tx: shop.db });
  return areOn ? [] : heldRefunds(shop.db, { limit });
}

/** Orders that need the attention of staff. */
export function needsAttention(shop: Shop, failures: OrderFailures): Prisma.OrderWhereInput {
  return { OR: [stuckOrders(shop), { number: { in: [...failures.keys()] } }] };
}

interface Listed {
  number: number;
  state: string;
  placedAt: Date;
  checkout: { payments: { status: PaymentStatus; methodType: string | null }[] };
}

/** Short texts about what needs attention; null if nothing does. */
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
