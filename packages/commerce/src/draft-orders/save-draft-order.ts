import type { DraftOrderFields } from "@dualtrack/contract";
import { notify } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { later } from "../checkouts/reserve-until.ts";
import { DomainError } from "../domain-error.ts";
import { endOutdatedSession } from "../payments/end-outdated-session.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";
import { auditDraftOrder, refusalOfOlder } from "./audit-draft-order.ts";
import { draftOrderColumns, saveDraftLines } from "./draft-order-columns.ts";
import type { StoredDraftOrder } from "./draft-order-rows.ts";
import { draftOrderState } from "./draft-order-state.ts";
import { firstStart } from "./first-start.ts";
import { holdGoods } from "./hold-goods.ts";
import { type OpenSession, releaseGoods } from "./release-goods.ts";
import { queueReminder } from "./remind-of-payment-link.ts";
import { getStoredDraftOrder, lockStoredDraftOrder } from "./stored-draft-order.ts";

/** The customer may press Pay at the same time; more rounds than this are a fault. */
const maxRounds = 20;

interface CreateDraftOrder {
  /** Made once per form: a repeated request makes one draft order. */
  draftOrderId: string;
  draft: DraftOrderFields;
  by: Actor;
}

/** Writes a draft order. Nothing is reserved, and nobody gets a mail. VARIANT_NOT_FOUND, QUANTITY_LIMIT, BOOKING_TIME_MISMATCH. */
export function createDraftOrder(
  shop: Shop,
  { draftOrderId: id, draft, by }: CreateDraftOrder,
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    if ((await tx.draftOrder.count({ where: { id } })) > 0) return;
    await tx.draftOrder.create({
      data: { id, ...draftOrderColumns(draft), createdBy: by.name, createdAt: now, changedAt: now },
    });
    await saveDraftLines(tx, { draftOrderId: id, lines: draft.lines });
    const after = await getStoredDraftOrder(tx, id);
    await auditDraftOrder(unit, { action: "draft_order.create", before: null, after });
  });
}

interface UpdateDraftOrder extends CreateDraftOrder {
  /** The one that the editor loaded. */
  version: number;
}

/**
 * Saves a draft order. If it was sent, what it has reserved changes with it in the same transaction, or nothing does: an open payment is
 * ended at Stripe first, the link stays, and the goods stay reserved for as long as they were; if a booked time has shortened that, for as
 * long as staff wanted, or until the first time begins now. A draft order that has ended can be changed, too, to be sent again.
 *
 * DRAFT_ORDER_NOT_FOUND, DRAFT_ORDER_CHANGED, DRAFT_ORDER_OVER (it is ordered), NOT_ALLOWED (support changes no reservation), PAYMENT_UNCERTAIN,
 * VARIANT_NOT_FOUND, QUANTITY_LIMIT, BOOKING_TIME_MISMATCH, and for one that was sent what `holdGoods` throws.
 */
export async function updateDraftOrder(shop: Shop, request: UpdateDraftOrder): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const open = await transactFor(shop, request.by, (unit) => update(unit, request));
    if (open === null) return;
    // It was paid just now, or the bank decides: then it is settled as what it is.
    if (!(await endOutdatedSession(shop, open, { isReplaced: true })))
      throw new DomainError("DRAFT_ORDER_OVER", { state: "ordered" });
  }
  throw new Error(`Draft order ${request.draftOrderId} can't be changed: its payments keep changing`);
}

/** Answers the session that must be ended at Stripe before anything is changed; null: it is changed. */
async function update(
  unit: StaffUnit,
  { draftOrderId: id, version, draft, by }: UpdateDraftOrder,
): Promise<OpenSession | null> {
  const { tx, now } = unit;
  const before = await lockStoredDraftOrder(tx, id);
  if (before.version !== version) throw await refusalOfOlder(unit, before.number);
  const state = draftOrderState(before);
  if (state === "ordered") throw new DomainError("DRAFT_ORDER_OVER", { state });
  if (state === "waiting" && by.role === "support") throw new DomainError("NOT_ALLOWED", { role: by.role });
  const reserved = state === "waiting" ? before.checkout : null;
  const open = reserved === null ? null : await releaseGoods(unit, reserved.id);
  if (open !== null) return open;
  await tx.draftOrder.update({
    where: { id },
    data: { ...draftOrderColumns(draft), version: { increment: 1 }, changedAt: now },
  });
  await saveDraftLines(tx, { draftOrderId: id, lines: draft.lines });
  if (reserved !== null) await holdChanged(unit, { before, reserved });
  const after = await getStoredDraftOrder(tx, id);
  await auditDraftOrder(unit, { action: "draft_order.update", before, after });
  return null;
}

async function holdChanged(
  unit: StaffUnit,
  { before, reserved }: { before: StoredDraftOrder; reserved: { id: string; expiresAt: Date } },
): Promise<void> {
  const { tx, now } = unit;
  const { id } = before;
  const draft = await getStoredDraftOrder(tx, id);
  const until = reservedUntil(before, reserved.expiresAt);
  const checkoutId = await holdGoods(unit, { draft, until, replacedCheckoutId: reserved.id });
  await tx.draftOrder.update({ where: { id }, data: { checkoutId } });
  const { expiresAt } = await tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: { expiresAt: true },
  });
  if (expiresAt.getTime() !== reserved.expiresAt.getTime())
    await queueReminder(unit, { draftOrderId: id, sentAt: now, until: expiresAt });
  await notify(tx, { topic: "draft_order", id });
}

/** Until when it is to stay reserved: not only until the start of a time that may have been moved or taken out. */
function reservedUntil({ lines, sentAt, holdMinutes }: StoredDraftOrder, expiresAt: Date): Date {
  const isShortened = firstStart(lines)?.getTime() === expiresAt.getTime();
  if (!isShortened || sentAt === null) return expiresAt;
  return later(new Date(sentAt.getTime() + holdMinutes * 60_000), expiresAt);
}
