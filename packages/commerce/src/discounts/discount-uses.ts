import { commitDiscountUses, takeDiscountUses, type WantedDiscount } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";

/** Reserves one use of each discount, or nothing; answers the ids of the discounts that are used up. */
export function takeUses(
  { tx, now }: UnitOfWork,
  { checkoutId, uses }: { checkoutId: string; uses: readonly WantedDiscount[] },
): Promise<string[]> {
  return takeDiscountUses(tx, { checkoutId, uses, now });
}

/**
 * Reserves uses of a restored order again, as far as the discounts are still there and not used up: answers the ids of those. A code
 * that is gone does not count, but its discount does.
 */
export async function takeUsesAgain(
  unit: UnitOfWork,
  { checkoutId, uses }: { checkoutId: string; uses: readonly WantedDiscount[] },
): Promise<string[]> {
  const { tx } = unit;
  const ids = uses.map(({ discountId }) => discountId);
  const known = await tx.discount.findMany({
    where: { id: { in: ids } },
    select: { id: true, codes: { where: { id: { in: uses.flatMap(({ codeId }) => codeId ?? []) } } } },
  });
  let wanted = uses.flatMap(({ discountId, codeId }) => {
    const discount = known.find(({ id }) => id === discountId);
    if (discount === undefined) return [];
    return [{ discountId, codeId: discount.codes.some(({ id }) => id === codeId) ? codeId : null }];
  });
  let usedUp = await takeUses(unit, { checkoutId, uses: wanted });
  while (usedUp.length > 0) {
    const isUsedUp = new Set(usedUp);
    wanted = wanted.filter(({ discountId }) => !isUsedUp.has(discountId));
    usedUp = await takeUses(unit, { checkoutId, uses: wanted });
  }
  return wanted.map(({ discountId }) => discountId);
}

/**
 * Commits the uses that were paid for, also those whose reservation has ended if they are not used up; false if one is. Other
 * reserved uses of the checkout are released.
 */
export function commitUses(
  { tx, now }: UnitOfWork,
  { checkoutId, discountIds }: { checkoutId: string; discountIds: readonly string[] },
): Promise<boolean> {
  return commitDiscountUses(tx, { checkoutId, discountIds, now });
}

/** Releases the checkout's reserved uses, all or all but those of some discounts. */
export async function releaseUses(
  { tx, now }: UnitOfWork,
  { checkoutId, except = [] }: { checkoutId: string; except?: readonly string[] },
): Promise<void> {
  await tx.discountUse.updateMany({
    where: { checkoutId, state: "reserved", discountId: { notIn: [...except] } },
    data: { state: "released", endedAt: now },
  });
}

/** Gives back the uses of an order that was refunded in full. A second call changes nothing. */
export async function returnUses({ tx, now }: UnitOfWork, checkoutId: string): Promise<void> {
  await tx.discountUse.updateMany({
    where: { checkoutId, state: "committed" },
    data: { state: "returned", endedAt: now },
  });
}
