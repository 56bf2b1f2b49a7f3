import type { AuditAction } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import type { StaffUnit } from "../unit-of-work.ts";
import type { StoredDiscount } from "./discount-rows.ts";

/** Who changed a discount last, and when; null if the audit log has no entry. */
export async function lastDiscountChange(tx: Tx, name: string): Promise<{ by: string; at: string } | null> {
  const last = await tx.auditEntry.findFirst({
    where: { subject: name, action: { startsWith: "discount." } },
    orderBy: { id: "desc" },
    select: { staffName: true, at: true },
  });
  return last === null ? null : { by: last.staffName, at: last.at.toISOString() };
}

/** Writes an audit entry with the differences between two states of a discount; none if nothing differs. */
export function auditDiscount(
  unit: StaffUnit,
  {
    action,
    before,
    after,
    facts = {},
  }: {
    action: Extract<AuditAction, `discount.${string}`>;
    /** Null: it does not exist. */
    before: StoredDiscount | null;
    after: StoredDiscount | null;
    /** What else is recorded of the state after it. */
    facts?: Facts;
  },
): Promise<void> {
  const subject = after?.name ?? before?.name ?? "";
  return writeChanges(unit, {
    action,
    subject,
    before: factsOf(before),
    after: { ...factsOf(after), ...facts },
  });
}

function factsOf(discount: StoredDiscount | null): Facts {
  if (discount === null) return {};
  const { amounts, products, categories, id: _, version: __, createdAt: ___, ...fields } = discount;
  const money = (currency: string, amount: number | null) => amount && { amount, currency };
  return {
    ...fields,
    startsAt: fields.startsAt?.toISOString() ?? null,
    endsAt: fields.endsAt?.toISOString() ?? null,
    pausedAt: fields.pausedAt?.toISOString() ?? null,
    products: products.map(({ product }) => product.title).toSorted(),
    categories: categories.map(({ category }) => category.name).toSorted(),
    ...Object.fromEntries(
      amounts.map(({ currency, amount, minSubtotalAmount }) => [
        currency,
        { amount: money(currency, amount), minimum: money(currency, minSubtotalAmount) },
      ]),
    ),
  };
}
