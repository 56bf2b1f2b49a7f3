import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditDraftOrder, refusalOfOlder } from "./audit-draft-order.ts";
import { draftOrderState } from "./draft-order-state.ts";
import { holdGoods } from "./hold-goods.ts";
import { queueLinkMail } from "./queue-link-mail.ts";
import { queueReminder } from "./remind-of-payment-link.ts";
import { getStoredDraftOrder, lockStoredDraftOrder } from "./stored-draft-order.ts";

interface SendDraftOrder {
  draftOrderId: string;
  /** The one that staff have seen. */
  version: number;
  by: Actor;
}

/**
 * Reserves a draft order's goods, all or none, for as long as staff say, and writes the mail with the link, if there is an address. One that
 * has ended is sent again with the same link. A repeated call changes nothing.
 *
 * DRAFT_ORDER_NOT_FOUND, DRAFT_ORDER_CHANGED, DRAFT_ORDER_OVER (it is ordered, or was given up), and what `holdGoods` throws.
 */
export function sendDraftOrder(shop: Shop, { draftOrderId: id, version, by }: SendDraftOrder): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const before = await lockStoredDraftOrder(tx, id);
    const state = draftOrderState(before);
    if (state === "waiting") return;
    if (state === "ordered" || before.cancelledAt !== null)
      throw new DomainError("DRAFT_ORDER_OVER", { state });
    if (before.version !== version) throw await refusalOfOlder(unit, before.number);
    const until = new Date(now.getTime() + before.holdMinutes * 60_000);
    const sent = { sentAt: now, sentBy: by.name, changedAt: now, version: { increment: 1 } };
    const linkNumber = Math.max(1, before.linkNumber);
    const checkoutId = await holdGoods(unit, { draft: before, until });
    await tx.draftOrder.update({ where: { id }, data: { ...sent, linkNumber, checkoutId } });
    const after = await getStoredDraftOrder(tx, id);
    await queueLinkMail(unit, { draft: after, kind: "payment_link" });
    await queueReminder(unit, { draftOrderId: id, sentAt: now, until: after.checkout?.expiresAt ?? until });
    await auditDraftOrder(unit, { action: "draft_order.send", before, after });
  });
}
