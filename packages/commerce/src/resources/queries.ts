import { lastChange } from "../audit/last-change.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { resourceAuditFilter } from "./audit-resource.ts";
import { resourceFields, weekOf } from "./resource-rows.ts";

/** All rooms and people by name, the archived ones last, each with how many services take it. */
export async function listResources(shop: Shop) {
  const resources = await shop.db.resource.findMany({
    orderBy: [{ archivedAt: { sort: "asc", nulls: "first" } }, { name: "asc" }],
    select: { ...resourceFields, _count: { select: { services: true } } },
  });
  return resources.map(({ _count, week, archivedAt, ...resource }) => ({
    ...resource,
    hasOwnHours: week !== null,
    isArchived: archivedAt !== null,
    services: _count.services,
  }));
}

/** Everything that its page shows: name, hours, services, and the blocks that have not ended. RESOURCE_NOT_FOUND. */
export async function getResource(shop: Shop, { resourceId }: { resourceId: string }) {
  const found = await shop.db.resource.findUnique({
    where: { id: resourceId },
    select: {
      ...resourceFields,
      services: {
        orderBy: { productId: "asc" },
        select: { service: { select: { product: { select: { id: true, title: true } } } } },
      },
      blocks: {
        where: { endsAt: { gt: shop.clock.now() } },
        orderBy: [{ startsAt: "asc" }, { id: "asc" }],
        select: { id: true, startsAt: true, endsAt: true, reason: true, staffName: true },
      },
    },
  });
  if (found === null) throw new DomainError("RESOURCE_NOT_FOUND", {});
  const { archivedAt, services, blocks, ...resource } = found;
  return {
    ...resource,
    week: weekOf(found),
    isArchived: archivedAt !== null,
    timeZone: shop.settings.timeZone,
    services: services.map(({ service }) => service.product),
    blocks: blocks.map(({ startsAt, endsAt, staffName, ...block }) => ({
      ...block,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      by: staffName,
    })),
    changed: await lastChange(shop.db, resourceAuditFilter(found.name)),
  };
}
