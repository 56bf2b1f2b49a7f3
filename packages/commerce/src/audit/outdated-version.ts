import type { Prisma, Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { lastChange } from "./last-change.ts";

/** Refusals of an edit that is based on an older version than the stored one. */
type OutdatedCode =
  | "PRODUCT_CHANGED"
  | "DROP_CHANGED"
  | "CATEGORY_CHANGED"
  | "SHIPPING_ZONE_CHANGED"
  | "SHIPPING_ORIGIN_CHANGED"
  | "PARCELS_CHANGED"
  | "TAX_SETTINGS_CHANGED"
  | "SHOP_SETTINGS_CHANGED"
  | "ALERT_SETTINGS_CHANGED"
  | "RESOURCE_CHANGED"
  | "SWITCH_CHANGED"
  | "SHOP_HOURS_CHANGED";

/** The refusal of such an edit. It names who has made the newest of these entries in the audit log. */
export async function outdatedVersion(
  tx: Tx,
  code: OutdatedCode,
  entries: Pick<Prisma.AuditEntryWhereInput, "action" | "subject">,
): Promise<DomainError> {
  const last = await lastChange(tx, entries);
  return new DomainError(code, { by: last?.by ?? null, at: last?.at ?? null });
}
