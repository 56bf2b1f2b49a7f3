import { randomInt } from "node:crypto";
import { maxDiscountCodeLength } from "@dualtrack/contract";
import { lockDiscount } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";

interface AddCode {
  discountId: string;
  /** Normalised. */
  code: string;
  /** Null: only the discount's limit holds. */
  maxUses: number | null;
  by: Actor;
}

/** Adds a code. DISCOUNT_NOT_FOUND, DISCOUNT_CODE_TAKEN (also by another discount). */
export function addDiscountCode(shop: Shop, { discountId, code, maxUses, by }: AddCode): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const name = await nameOf(unit, discountId);
    const inserted = await tx.discountCode.createMany({
      data: [{ discountId, code, maxUses, createdAt: now }],
      skipDuplicates: true,
    });
    if (inserted.count === 0) throw new DomainError("DISCOUNT_CODE_TAKEN", { code });
    await writeAudit(unit, {
      action: "discount.add_codes",
      subject: name,
      before: {},
      after: { code, maxUses },
    });
  });
}

interface GenerateCodes {
  discountId: string;
  /** Made once per form: a repeated request makes no more codes. */
  requestId: string;
  count: number;
  /** Normalised; may be empty. */
  prefix: string;
  maxUses: number | null;
  by: Actor;
}

/** 32 characters that are not mistaken for one another. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Of this many characters each, nobody guesses one of 10,000 codes within the limits of tries. */
const randomLength = 10;

/** Generates codes that can't be guessed. Answers how many there are of this request. DISCOUNT_NOT_FOUND, DISCOUNT_CODE_TOO_LONG. */
export function generateDiscountCodes(
  shop: Shop,
  { discountId, requestId, count, prefix, maxUses, by }: GenerateCodes,
): Promise<{ count: number }> {
  const max = maxDiscountCodeLength - randomLength;
  if (prefix.length > max) throw new DomainError("DISCOUNT_CODE_TOO_LONG", { max });
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const name = await nameOf(unit, discountId);
    const made = await tx.discountCode.count({ where: { requestId } });
    if (made > 0) return { count: made };
    for (let left = count; left > 0; ) {
      const codes = new Set(Array.from({ length: left }, () => prefix + randomCode()));
      const data = [...codes].map((code) => ({ discountId, requestId, code, maxUses, createdAt: now }));
      left -= (await tx.discountCode.createMany({ data, skipDuplicates: true })).count;
    }
    await writeAudit(unit, {
      action: "discount.add_codes",
      subject: name,
      before: {},
      after: { count, maxUses, ...(prefix === "" ? {} : { prefix }) },
    });
    return { count };
  });
}

function randomCode(): string {
  return Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** Locks the discount, so that it is not deleted or made automatic meanwhile, and answers its name. */
async function nameOf({ tx }: StaffUnit, id: string): Promise<string> {
  await lockDiscount(tx, id);
  const discount = await tx.discount.findUnique({ where: { id }, select: { name: true } });
  if (discount === null) throw new DomainError("DISCOUNT_NOT_FOUND", {});
  return discount.name;
}
