import type { Tx } from "../connect.ts";

/** A discount that a checkout uses, and the code that it was asked for with. */
export interface WantedDiscount {
  discountId: string;
  /** Null: applied without a code. */
  codeId: string | null;
}

/**
 * Reserves one use of each discount for the checkout, or nothing. Answers the ids of those that are used up; an empty answer
 * means that all are reserved. A use that the checkout has already is kept.
 */
export async function takeDiscountUses(
  tx: Tx,
  { checkoutId, uses, now }: { checkoutId: string; uses: readonly WantedDiscount[]; now: Date },
): Promise<string[]> {
  const wanted = JSON.stringify(uses.map(({ discountId, codeId }) => ({ discountId, codeId })));
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select used_up_id as id from take_discount_uses(${checkoutId}::uuid, ${wanted}::jsonb, ${now})`;
  return rows.map(({ id }) => id);
}

/**
 * Commits the checkout's uses of these discounts; one whose reservation has ended is taken again. Answers false and changes
 * nothing if one of those is used up. Reserved uses of other discounts are released. A second call changes nothing.
 */
export async function commitDiscountUses(
  tx: Tx,
  { checkoutId, discountIds, now }: { checkoutId: string; discountIds: readonly string[]; now: Date },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ committed: boolean }]>`
    select commit_discount_uses(${checkoutId}::uuid, ${discountIds}::uuid[], ${now}) as committed`;
  return row.committed;
}
