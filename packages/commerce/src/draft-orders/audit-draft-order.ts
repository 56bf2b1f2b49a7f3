import { type AuditAction, formatDraftOrderNumber } from "@dualtrack/contract";
import { lastChange } from "../audit/last-change.ts";
import { type Facts, writeChanges } from "../audit/write-changes.ts";
import { inZone } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import { lineTitle } from "../line-title.ts";
import type { StaffUnit } from "../unit-of-work.ts";
import type { StoredDraftOrder } from "./draft-order-rows.ts";

interface Change {
  action: Extract<AuditAction, `draft_order.${string}`>;
  /** Null: it did not exist. */
  before: StoredDraftOrder | null;
  after: StoredDraftOrder;
  /** What else is recorded. */
  facts?: Facts;
}

/** Writes an audit entry with the differences between two states of a draft order; none if nothing differs. */
export function auditDraftOrder(
  unit: StaffUnit,
  { action, before, after, facts = {} }: Change,
): Promise<void> {
  const { timeZone } = unit.shop.settings;
  return writeChanges(unit, {
    action,
    subject: formatDraftOrderNumber(after.number),
    before: before === null ? {} : factsOf(before, timeZone),
    after: { ...factsOf(after, timeZone), ...facts },
  });
}

/** The refusal of whoever has loaded an older version. */
export async function refusalOfOlder(unit: StaffUnit, number: number): Promise<DomainError> {
  const last = await lastChange(unit.tx, { subject: formatDraftOrderNumber(number) });
  return new DomainError("DRAFT_ORDER_CHANGED", { by: last?.by ?? null, at: last?.at ?? null });
}

function factsOf(
  { lines, checkout, sentAt, cancelledAt, ...draft }: StoredDraftOrder,
  timeZone: string,
): Facts {
  const { currency, discountBps, discountAmount, discountReason } = draft;
  const { email, name, phone, companyName, vatId, shippingAddress, shippingMethodId } = draft;
  const { billingName, billingAddress } = draft;
  const { discountCodes, message, holdMinutes, linkNumber } = draft;
  return {
    ...{ currency, email, name, phone, companyName, vatId, shippingAddress, shippingMethodId },
    ...{ billingName, billingAddress, discountCodes, message, holdMinutes, linkNumber },
    discount:
      discountBps === null
        ? discountAmount && { amount: discountAmount, currency }
        : `${discountBps / 100} %`,
    discountReason,
    lines: lines.map(({ quantity, startsAt, variant }) => {
      const title = lineTitle(variant.product.title, variant.title);
      const at = startsAt === null ? [] : [localTime(startsAt, timeZone)];
      return [`${quantity} × ${title}`, ...at].join(", ");
    }),
    heldUntil: checkout?.expiresAt.toISOString() ?? null,
    sentAt: sentAt?.toISOString() ?? null,
    cancelledAt: cancelledAt?.toISOString() ?? null,
  };
}

/** `2026-12-01 12:00`, on the shop's clocks. */
function localTime(at: Date, timeZone: string): string {
  return inZone(at, timeZone).toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
}
