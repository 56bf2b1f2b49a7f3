import { formatDraftOrderNumber } from "@dualtrack/contract";
import { notify } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditDraftOrder } from "./audit-draft-order.ts";
import { draftOrderState } from "./draft-order-state.ts";
import { queueLinkMail } from "./queue-link-mail.ts";
import { getStoredDraftOrder, lockStoredDraftOrder } from "./stored-draft-order.ts";

interface RenewPaymentLink {
  draftOrderId: string;
  /** The link that staff saw: a repeated call makes one new link. */
  linkNumber: number;
  /** Whether the customer gets the new link by mail, if there is an address. */
  isMailed: boolean;
  by: Actor;
}

/** Makes a new link for a sent draft order, and every older one useless. DRAFT_ORDER_NOT_FOUND, DRAFT_ORDER_OVER. */
export function renewPaymentLink(
  shop: Shop,
  { draftOrderId: id, linkNumber, isMailed, by }: RenewPaymentLink,
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const before = await lockStoredDraftOrder(tx, id);
    const state = draftOrderState(before);
    if (state !== "waiting") throw new DomainError("DRAFT_ORDER_OVER", { state });
    if (before.linkNumber !== linkNumber) return;
    await tx.draftOrder.update({ where: { id }, data: { linkNumber: { increment: 1 }, changedAt: now } });
    await notify(tx, { topic: "draft_order", id });
    const after = await getStoredDraftOrder(tx, id);
    if (isMailed) await queueLinkMail(unit, { draft: after, kind: "payment_link" });
    await auditDraftOrder(unit, { action: "draft_order.renew_link", before, after });
  });
}

/** Writes the mail with the link again, as the draft order is now. DRAFT_ORDER_NOT_FOUND, DRAFT_ORDER_OVER, DRAFT_ORDER_INCOMPLETE. */
export function mailPaymentLink(
  shop: Shop,
  { draftOrderId: id, by }: { draftOrderId: string; by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const draft = await lockStoredDraftOrder(unit.tx, id);
    const state = draftOrderState(draft);
    if (state !== "waiting") throw new DomainError("DRAFT_ORDER_OVER", { state });
    if (draft.email === null) throw new DomainError("DRAFT_ORDER_INCOMPLETE", { missing: "email" });
    await queueLinkMail(unit, { draft, kind: "payment_link", again: true });
    const { number, email: recipient } = draft;
    await writeAudit(unit, {
      ...{ action: "draft_order.mail_link", subject: formatDraftOrderNumber(number) },
      ...{ before: {}, after: { recipient } },
    });
  });
}
