import { lockResources, type Tx } from "@dualtrack/db";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { DomainError } from "../domain-error.ts";
import { resourceAuditFilter } from "./audit-resource.ts";
import { type ResourceRow, resourceFields } from "./resource-rows.ts";

/** The edited resource, and the version that the editor loaded. */
export interface EditedResource {
  resourceId: string;
  version: number;
}

/**
 * Locks all resources for this change and increments the version of this one, so that changes based on an older version are
 * refused. Answers the resource before the change. RESOURCE_NOT_FOUND, RESOURCE_CHANGED.
 */
export async function claimResource(tx: Tx, { resourceId, version }: EditedResource): Promise<ResourceRow> {
  await lockResources(tx);
  const resource = await tx.resource.findUnique({ where: { id: resourceId }, select: resourceFields });
  if (resource === null) throw new DomainError("RESOURCE_NOT_FOUND", {});
  if (resource.version !== version)
    throw await outdatedVersion(tx, "RESOURCE_CHANGED", resourceAuditFilter(resource.name));
  await tx.resource.update({ where: { id: resourceId }, data: { version: { increment: 1 } } });
  return resource;
}
