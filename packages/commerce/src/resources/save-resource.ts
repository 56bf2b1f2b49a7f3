import { serviceLimits, type UpdateResource } from "@dualtrack/contract";
import { lockResources, Prisma, type Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditResource } from "./audit-resource.ts";
import { claimResource, type EditedResource } from "./claim-resource.ts";
import { resourceFields } from "./resource-rows.ts";

interface CreateResource {
  /** Made once per form. It becomes the resource's id, so that a repeated request makes one resource. */
  requestId: string;
  name: string;
  by: Actor;
}

/** Creates a room or person with the shop's hours, which no service takes yet. RESOURCE_NAME_TAKEN, RESOURCE_LIMIT. */
export function createResource(
  shop: Shop,
  { requestId: id, name, by }: CreateResource,
): Promise<{ resourceId: string }> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    await lockResources(tx);
    if ((await tx.resource.count({ where: { id } })) > 0) return { resourceId: id };
    await assertNameFree(tx, { id, name });
    const { resources: max } = serviceLimits;
    if ((await tx.resource.count()) >= max) throw new DomainError("RESOURCE_LIMIT", { max });
    const after = await tx.resource.create({ data: { id, name, createdAt: now }, select: resourceFields });
    await auditResource(unit, { action: "resource.create", before: null, after });
    return { resourceId: id };
  });
}

/**
 * Saves name and hours. It holds for bookings from now on; those that there are stay, also outside of the hours.
 * RESOURCE_NOT_FOUND, RESOURCE_CHANGED, RESOURCE_NAME_TAKEN.
 */
export function updateResource(shop: Shop, { by, ...update }: UpdateResource & { by: Actor }): Promise<void> {
  const { resourceId: id, name, week } = update;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const before = await claimResource(tx, update);
    await assertNameFree(tx, { id, name });
    const data = { name, week: week ?? Prisma.DbNull };
    const after = await tx.resource.update({ where: { id }, data, select: resourceFields });
    await auditResource(unit, { action: "resource.update", before, after });
  });
}

/** Takes a resource off sale. Its bookings stay, and services that take it are offered with their others only. RESOURCE_NOT_FOUND, RESOURCE_CHANGED. */
export function archiveResource(shop: Shop, edited: EditedResource & { by: Actor }): Promise<void> {
  return setArchived(shop, edited, true);
}

/** Puts an archived resource on sale again, for the services that took it. RESOURCE_NOT_FOUND, RESOURCE_CHANGED. */
export function restoreResource(shop: Shop, edited: EditedResource & { by: Actor }): Promise<void> {
  return setArchived(shop, edited, false);
}

function setArchived(shop: Shop, { by, ...edited }: EditedResource & { by: Actor }, isArchived: boolean) {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const before = await claimResource(tx, edited);
    if ((before.archivedAt !== null) === isArchived) return;
    const after = await tx.resource.update({
      where: { id: edited.resourceId },
      data: { archivedAt: isArchived ? now : null },
      select: resourceFields,
    });
    await auditResource(unit, {
      action: isArchived ? "resource.archive" : "resource.restore",
      before,
      after,
    });
  });
}

async function assertNameFree(tx: Tx, { id, name }: { id: string; name: string }): Promise<void> {
  if ((await tx.resource.count({ where: { name, id: { not: id } } })) > 0)
    throw new DomainError("RESOURCE_NAME_TAKEN", { name });
}
