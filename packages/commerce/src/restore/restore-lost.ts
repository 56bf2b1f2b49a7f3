import { lockLostCheckout } from "@dualtrack/db";
import { lockCartOf } from "../cart/lock-cart.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { judgeUnknown } from "./judge-unknown.ts";
import { ownerOfNobody } from "./owner-of-nobody.ts";
import { type RestoredOrder, restoreOrder } from "./restore-order.ts";

interface RestoreLost {
  checkoutId: string;
  facts: PaymentFacts;
}

/**
 * Restores the order of a payment whose checkout is unknown, before the payment is settled, unless it is of another shop
 * (`foreign`) or nothing was ordered with it (`unpaid`). Throws NotRestorable.
 */
export async function restoreLost(
  unit: UnitOfWork,
  { checkoutId, facts }: RestoreLost,
): Promise<"foreign" | "unpaid" | RestoredOrder> {
  const { tx } = unit;
  const kind = await judgeUnknown(tx, facts);
  if (kind === "foreign" || kind === "unpaid") return kind;
  // The cart is locked first, as everywhere.
  await lockCartOf(unit, facts.origin.description?.ownerHash || ownerOfNobody(checkoutId));
  await lockLostCheckout(tx, checkoutId);
  const isThere = (await tx.checkout.count({ where: { id: checkoutId } })) === 1;
  if (isThere) return { isCancelled: false, isUnwanted: false };
  return restoreOrder(unit, { checkoutId, facts, isUnwanted: kind === "unwanted" });
}
