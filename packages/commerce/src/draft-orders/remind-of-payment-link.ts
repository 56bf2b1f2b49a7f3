import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { draftOrderState } from "./draft-order-state.ts";
import { queueLinkMail } from "./queue-link-mail.ts";
import { lockStoredDraftOrder } from "./stored-draft-order.ts";

const hourMs = 60 * 60_000;
const longestNoticeMs = 24 * hourMs;
/** Reserved for less than this, the mail with the link is reminder enough. */
const shortestHoldMs = 2 * hourMs;

interface Held {
  draftOrderId: string;
  /** When it was sent or prolonged. */
  sentAt: Date;
  until: Date;
}

/** Queues the customer's reminder: when a quarter of the time is left, but not sooner than a day before the end. */
export async function queueReminder(
  { tx }: UnitOfWork,
  { draftOrderId, sentAt, until }: Held,
): Promise<void> {
  const heldMs = until.getTime() - sentAt.getTime();
  if (heldMs < shortestHoldMs) return;
  const runAt = new Date(until.getTime() - Math.min(longestNoticeMs, heldMs / 4));
  await queueJob(tx, "remind-of-payment-link", { draftOrderId }, { runAt, key: `remind:${draftOrderId}` });
}

/**
 * Reminds the customer that a draft order's goods are not reserved for much longer, once each time it was sent. One that was prolonged has a
 * later reminder; one that is paid or over has none.
 */
export async function remindOfPaymentLink(
  shop: Shop,
  { draftOrderId }: { draftOrderId: string },
): Promise<void> {
  await transact(shop, "expiry", async (unit) => {
    const { tx, now } = unit;
    if ((await tx.draftOrder.count({ where: { id: draftOrderId } })) === 0) return;
    const draft = await lockStoredDraftOrder(tx, draftOrderId);
    const { checkout } = draft;
    if (draftOrderState(draft) !== "waiting" || checkout === null) return;
    const leftMs = checkout.expiresAt.getTime() - now.getTime();
    if (leftMs <= 0 || leftMs > longestNoticeMs) return;
    await queueLinkMail(unit, { draft, kind: "payment_link_reminder" });
  });
}
