import type { Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";

/** Whether this request has moved the order's goods before. The caller holds the checkout's lock. REQUEST_ID_TAKEN. */
export async function isGoodsRequestDone(
  tx: Tx,
  { requestId, checkoutId }: { requestId: string; checkoutId: string },
): Promise<boolean> {
  const done = await tx.stockMovement.findUnique({
    where: { requestId },
    select: { checkoutId: true, kind: true },
  });
  if (done !== null && (done.checkoutId !== checkoutId || done.kind !== "return"))
    throw new DomainError("REQUEST_ID_TAKEN", {});
  return done !== null;
}
