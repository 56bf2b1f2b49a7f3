import { lockDraftOrder, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { draftOrderRow, type StoredDraftOrder } from "./draft-order-rows.ts";

/** A draft order as it is stored. DRAFT_ORDER_NOT_FOUND. */
export async function getStoredDraftOrder(tx: Tx, id: string): Promise<StoredDraftOrder> {
  const draft = await tx.draftOrder.findUnique({ where: { id }, select: draftOrderRow });
  if (draft === null) throw new DomainError("DRAFT_ORDER_NOT_FOUND", {});
  return draft;
}

/** The same, locked until the transaction ends. The lock comes before that of its checkout. */
export async function lockStoredDraftOrder(tx: Tx, id: string): Promise<StoredDraftOrder> {
  await lockDraftOrder(tx, id);
  return getStoredDraftOrder(tx, id);
}
