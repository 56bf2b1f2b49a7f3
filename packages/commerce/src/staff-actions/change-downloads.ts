import { formatOrderNumber } from "@dualtrack/contract";
import type { OrderEventKind } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { allowFurtherDownloads, setDownloadsRevoked } from "../downloads/decide-downloads.ts";
import { lockOrder } from "../orders/lock-order.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";

interface DecidedDownloads {
  orderId: string;
  note: string;
  by: Actor;
}

/**
 * Allows `more` downloads of each file of an order whose lines limit them. `seen` were allowed before as far as the caller knows: a
 * repeated call changes nothing. ORDER_NOT_FOUND, DOWNLOADS_CHANGED.
 */
export function renewDownloads(
  shop: Shop,
  { orderId, seen, more, note, by }: DecidedDownloads & { seen: number; more: number },
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    await lockOrder(unit.tx, orderId);
    const extra = await allowFurtherDownloads(unit.tx, { orderId, seen, more });
    if (extra === seen + more) return;
    if (extra !== seen) throw new DomainError("DOWNLOADS_CHANGED", { seen, extra });
    await record(unit, orderId, {
      ...{ kind: "downloads_renewed", action: "order.renew_downloads", note },
      before: { furtherDownloads: seen },
      after: { furtherDownloads: seen + more },
    });
  });
}

/** Takes the downloads of an order back. A repeated call changes nothing. ORDER_NOT_FOUND. */
export function revokeDownloads(shop: Shop, { orderId, note, by }: DecidedDownloads): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    await lockOrder(unit.tx, orderId);
    if (!(await setDownloadsRevoked(unit.tx, { orderId, revokedAt: unit.now }))) return;
    await record(unit, orderId, {
      ...{ kind: "downloads_revoked", action: "order.revoke_downloads", note },
      before: { downloads: "allowed" },
      after: { downloads: "revoked" },
    });
  });
}

/** Allows again what `revokeDownloads` has taken back. A repeated call changes nothing. ORDER_NOT_FOUND. */
export function restoreDownloads(shop: Shop, { orderId, note, by }: DecidedDownloads): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    await lockOrder(unit.tx, orderId);
    if (!(await setDownloadsRevoked(unit.tx, { orderId, revokedAt: null }))) return;
    await record(unit, orderId, {
      ...{ kind: "downloads_restored", action: "order.restore_downloads", note },
      before: { downloads: "revoked" },
      after: { downloads: "allowed" },
    });
  });
}

interface Decision {
  kind: Extract<OrderEventKind, `downloads_${string}`>;
  action: "order.renew_downloads" | "order.revoke_downloads" | "order.restore_downloads";
  note: string;
  before: Record<string, string | number>;
  after: Record<string, string | number>;
}

async function record(
  unit: StaffUnit,
  orderId: string,
  { kind, action, note, before, after }: Decision,
): Promise<void> {
  await recordOnTimeline(unit, orderId, { kind, details: { note } });
  const { number } = await unit.tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: { number: true },
  });
  await writeAudit(unit, { action, subject: formatOrderNumber(number), before, after: { ...after, note } });
}
