import { refusedDrops } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * NOT_YOUR_TURN, QUANTITY_LIMIT: a drop is in the cart, and its customer may not begin to pay for that. The cart is locked by the
 * transaction that reserves. `before`: the customer's checkouts that end for this one.
 */
export async function assertTurn(
  { tx, now }: UnitOfWork,
  { tokenHash, before }: { tokenHash: string; before: string[] },
): Promise<void> {
  const [refused] = await refusedDrops(tx, { tokenHash, now, before });
  if (refused === undefined) return;
  const { title, slug, max, isTurn } = refused;
  throw isTurn
    ? new DomainError("QUANTITY_LIMIT", { max })
    : new DomainError("NOT_YOUR_TURN", { title, slug });
}
