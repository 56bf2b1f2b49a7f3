import { createHash, randomBytes } from "node:crypto";
import { lockResources } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";

/** The calendar of one resource; null: of all of them. */
interface Feed {
  resourceId: string | null;
}

/** What the database stores of the secret in an address. */
export function hashFeedToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * Makes an address for a calendar. One that it had before opens nothing from now on. It is answered here and never again, as only
 * its hash is stored. RESOURCE_NOT_FOUND.
 */
export function renewCalendarFeed(
  shop: Shop,
  { resourceId, by }: Feed & { by: Actor },
): Promise<{ url: string }> {
  const token = randomBytes(24).toString("base64url");
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    await lockResources(tx);
    const subject = await subjectOf(unit, resourceId);
    const { count } = await tx.calendarFeed.deleteMany({ where: { resourceId } });
    const data = { resourceId, tokenHash: hashFeedToken(token), staffName: by.name, createdAt: now };
    await tx.calendarFeed.create({ data });
    const action = "calendar_feed.renew";
    await writeAudit(unit, { action, subject, before: {}, after: { replaced: count > 0 } });
    return { url: `${shop.settings.publicUrl}/calendars/${token}.ics` };
  });
}

/** Ends the address of a calendar. Revoking it twice revokes it once. RESOURCE_NOT_FOUND. */
export function revokeCalendarFeed(shop: Shop, { resourceId, by }: Feed & { by: Actor }): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockResources(tx);
    const subject = await subjectOf(unit, resourceId);
    const { count } = await tx.calendarFeed.deleteMany({ where: { resourceId } });
    if (count > 0) await writeAudit(unit, { action: "calendar_feed.revoke", subject, before: {}, after: {} });
  });
}

async function subjectOf({ tx }: StaffUnit, resourceId: string | null): Promise<string> {
  if (resourceId === null) return "all rooms and people";
  const resource = await tx.resource.findUnique({ where: { id: resourceId }, select: { name: true } });
  if (resource === null) throw new DomainError("RESOURCE_NOT_FOUND", {});
  return resource.name;
}
