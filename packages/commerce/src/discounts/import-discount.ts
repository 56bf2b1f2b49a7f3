import type { DiscountFields } from "@dualtrack/contract";
import { lockDiscount, lockDiscountImport } from "@dualtrack/db";
import type { StaffUnit } from "../unit-of-work.ts";
import { auditDiscount } from "./audit-discount.ts";
import { discountRow } from "./discount-rows.ts";
import { discountColumnsOf } from "./save-discount.ts";

interface ImportDiscount {
  stripeCouponId: string;
  /** Of the codes, as a text that is the same for the same conditions. */
  stripeConditions: string;
  /** On all products; its amounts are kept. */
  discount: DiscountFields;
  /** Normalised. */
  codes: readonly { code: string; maxUses: number | null }[];
}

/** What a step of an import has made of a coupon. */
interface Imported {
  discountId: string;
  name: string;
  isNew: boolean;
  /** Codes that were added. */
  added: number;
  /** Codes that another discount has. */
  taken: string[];
}

/**
 * Creates a paused discount of a coupon at Stripe, or finds the one that was made of it before and adds the codes that it lacks. Null: the
 * coupon's limit is that of another discount already, and two can't share one.
 */
export async function importDiscount(
  unit: StaffUnit,
  { stripeCouponId, stripeConditions, discount, codes }: ImportDiscount,
): Promise<Imported | null> {
  const { tx, now } = unit;
  await lockDiscountImport(tx);
  const key = { stripeCouponId, stripeConditions };
  const siblings = await tx.discount.findMany({
    where: { stripeCouponId },
    select: { id: true, name: true, stripeConditions: true },
  });
  const known = siblings.find((each) => each.stripeConditions === stripeConditions);
  if (known === undefined && siblings.length > 0 && discount.maxUses !== null) return null;
  const { id: discountId, name } =
    known ??
    (await tx.discount.create({
      data: {
        ...discountColumnsOf(discount),
        ...key,
        createdAt: now,
        pausedAt: now,
        amounts: { createMany: { data: discount.amounts } },
      },
      select: { id: true, name: true },
    }));
  await lockDiscount(tx, discountId);
  const holders = await tx.discountCode.findMany({
    where: { code: { in: codes.map(({ code }) => code) } },
    select: { code: true, discountId: true },
  });
  const missing = codes.filter(({ code }) => !holders.some((holder) => holder.code === code));
  const { count: added } = await tx.discountCode.createMany({
    data: missing.map((code) => ({ ...code, discountId, createdAt: now })),
    skipDuplicates: true, // one that staff add to another discount at this moment
  });
  const isNew = known === undefined;
  if (isNew || added > 0) {
    const after = await tx.discount.findUniqueOrThrow({ where: { id: discountId }, select: discountRow });
    await auditDiscount(unit, {
      action: "discount.import",
      before: isNew ? null : after,
      after,
      facts: { stripeCoupon: stripeCouponId, codes: added },
    });
  }
  const taken = holders.filter((holder) => holder.discountId !== discountId).map(({ code }) => code);
  return { discountId, name, isNew, added, taken };
}
