import type { DiscountFields } from "@dualtrack/contract";
import { lockDiscount, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { assertCategories } from "../categories/product-categories.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditDiscount, lastDiscountChange } from "./audit-discount.ts";
import { discountRow, type StoredDiscount } from "./discount-rows.ts";

interface CreateDiscount {
  /** Made once per form. It becomes the discount's id, so that a repeated request makes one. */
  requestId: string;
  discount: DiscountFields;
  by: Actor;
}

/** Creates a discount; unless it is automatic, codes follow. PRODUCT_NOT_FOUND, CATEGORY_NOT_FOUND. */
export function createDiscount(
  shop: Shop,
  { requestId: id, discount, by }: CreateDiscount,
): Promise<{ discountId: string }> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    if ((await tx.discount.count({ where: { id } })) > 0) return { discountId: id };
    await tx.discount.create({ data: { id, createdAt: now, ...discountColumnsOf(discount) } });
    await saveParts(tx, { discountId: id, discount });
    await auditDiscount(unit, { action: "discount.create", before: null, after: await stored(tx, id) });
    return { discountId: id };
  });
}

interface UpdateDiscount {
  discountId: string;
  /** The one that the editor loaded. */
  version: number;
  discount: DiscountFields;
  by: Actor;
}

/**
 * Saves a discount. It holds for the next quote of every checkout; quotes that are being paid keep theirs.
 * DISCOUNT_NOT_FOUND, DISCOUNT_CHANGED, DISCOUNT_LIMIT_REACHED (fewer uses than there are), PRODUCT_NOT_FOUND, CATEGORY_NOT_FOUND.
 */
export function updateDiscount(
  shop: Shop,
  { discountId, version, discount, by }: UpdateDiscount,
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const before = await claimDiscount(tx, { discountId, version });
    const uses = await countedUses(tx, discountId);
    if (discount.maxUses !== null && discount.maxUses < uses)
      throw new DomainError("DISCOUNT_LIMIT_REACHED", { uses });
    await tx.discount.update({ where: { id: discountId }, data: discountColumnsOf(discount) });
    await tx.discountAmount.deleteMany({ where: { discountId } });
    await tx.discountProduct.deleteMany({ where: { discountId } });
    await tx.discountCategory.deleteMany({ where: { discountId } });
    await saveParts(tx, { discountId, discount });
    await auditDiscount(unit, { action: "discount.update", before, after: await stored(tx, discountId) });
  });
}

/** Stops a discount, or lets it go on. Nothing happens if it is so already. DISCOUNT_NOT_FOUND. */
export function pauseDiscount(
  shop: Shop,
  { discountId, paused, by }: { discountId: string; paused: boolean; by: Actor },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    await lockDiscount(tx, discountId);
    const before = await stored(tx, discountId);
    if ((before.pausedAt !== null) === paused) return;
    // The version stays: the editor's fields are untouched.
    await tx.discount.update({ where: { id: discountId }, data: { pausedAt: paused ? now : null } });
    const action = paused ? ("discount.pause" as const) : ("discount.resume" as const);
    await auditDiscount(unit, { action, before, after: await stored(tx, discountId) });
  });
}

async function claimDiscount(
  tx: Tx,
  { discountId, version }: { discountId: string; version: number },
): Promise<StoredDiscount> {
  await lockDiscount(tx, discountId);
  const before = await stored(tx, discountId);
  if (before.version !== version) {
    const last = await lastDiscountChange(tx, before.name);
    throw new DomainError("DISCOUNT_CHANGED", { by: last?.by ?? null, at: last?.at ?? null });
  }
  await tx.discount.update({ where: { id: discountId }, data: { version: { increment: 1 } } });
  return before;
}

async function stored(tx: Tx, id: string): Promise<StoredDiscount> {
  const discount = await tx.discount.findUnique({ where: { id }, select: discountRow });
  if (discount === null) throw new DomainError("DISCOUNT_NOT_FOUND", {});
  return discount;
}

/** Uses that count against the limits, counted: the row has them only while it is limited. */
function countedUses(tx: Tx, discountId: string): Promise<number> {
  return tx.discountUse.count({ where: { discountId, state: { in: ["reserved", "committed"] } } });
}

export function discountColumnsOf({
  amounts: _,
  categoryIds: __,
  productIds,
  startsAt,
  endsAt,
  ...fields
}: DiscountFields) {
  return {
    ...fields,
    isOnAllProducts: productIds === null,
    startsAt: startsAt === null ? null : new Date(startsAt),
    endsAt: endsAt === null ? null : new Date(endsAt),
  };
}

async function saveParts(
  tx: Tx,
  { discountId, discount }: { discountId: string; discount: DiscountFields },
): Promise<void> {
  const productIds = [...new Set(discount.productIds ?? [])];
  if ((await tx.product.count({ where: { id: { in: productIds } } })) < productIds.length)
    throw new DomainError("PRODUCT_NOT_FOUND", {});
  await tx.discountProduct.createMany({ data: productIds.map((productId) => ({ discountId, productId })) });
  const categoryIds = [...new Set(discount.categoryIds)];
  await assertCategories(tx, categoryIds);
  await tx.discountCategory.createMany({
    data: categoryIds.map((categoryId) => ({ discountId, categoryId })),
  });
  await tx.discountAmount.createMany({ data: discount.amounts.map((amount) => ({ discountId, ...amount })) });
}
