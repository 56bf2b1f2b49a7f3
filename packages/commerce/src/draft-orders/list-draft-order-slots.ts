import type { ListDraftOrderSlots } from "@dualtrack/contract";
import { atAnyNotice } from "../bookings/at-any-notice.ts";
import { readBookable } from "../bookings/read-bookable.ts";
import { slotsFrom } from "../bookings/slots-from.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { reservedByDraft } from "./reserved-by-draft.ts";

/**
 * When staff can book a service for a customer, as `slotsFrom` says: at the times that customers see, and also sooner and farther ahead. What
 * the draft order holds itself is free. VARIANT_NOT_FOUND.
 */
export async function listDraftOrderSlots(
  { db, settings, clock }: Shop,
  { variantId, draftOrderId, ...wanted }: ListDraftOrderSlots,
) {
  const [variant] = await readBookable(db, [variantId]);
  if (variant === undefined) throw new DomainError("VARIANT_NOT_FOUND", {});
  const { ownerHash } = await reservedByDraft(db, draftOrderId);
  const own = ownerHash === null ? null : { ownerHash };
  const asked = { own, timeZone: settings.timeZone, now: clock.now(), ...wanted };
  return slotsFrom(db, atAnyNotice(variant), asked);
}
