import type { UpdateService } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import type { Facts } from "../audit/write-changes.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";
import { claimVersion, variantName, variantOf } from "./claim-version.ts";

/**
 * Saves when a product can be booked, for how long, and which rooms or people it takes. Bookings stay as they were made.
 * PRODUCT_NOT_FOUND, PRODUCT_CHANGED, VARIANT_NOT_FOUND, RESOURCE_NOT_FOUND.
 */
export function updateService(shop: Shop, { by, ...update }: UpdateService & { by: Actor }): Promise<void> {
  const { productId, version: _, durations, resourceIds, ...settings } = update;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await claimVersion(tx, update);
    for (const { variantId } of durations) variantOf(product, variantId);
    const known = await tx.resource.count({ where: { id: { in: resourceIds } } });
    if (known < resourceIds.length) throw new DomainError("RESOURCE_NOT_FOUND", {});
    const before = await readFacts(tx, productId);
    await tx.service.upsert({
      where: { productId },
      create: { productId, ...settings },
      update: settings,
    });
    await tx.serviceResource.deleteMany({ where: { productId } });
    await tx.serviceResource.createMany({
      data: resourceIds.map((resourceId, position) => ({ productId, resourceId, position })),
    });
    for (const { variantId, minutes } of durations)
      await tx.variant.update({ where: { id: variantId }, data: { durationMinutes: minutes } });
    const after = await readFacts(tx, productId);
    await auditProduct(unit, { action: "product.set_booking", subject: product.slug, before, after });
  });
}

/** The values that the audit log compares. */
async function readFacts(tx: Tx, productId: string): Promise<Facts> {
  const { variants, service } = await tx.product.findUniqueOrThrow({
    where: { id: productId },
    select: {
      variants: { orderBy: { position: "asc" }, select: { sku: true, title: true, durationMinutes: true } },
      service: {
        include: {
          resources: { orderBy: { position: "asc" }, select: { resource: { select: { name: true } } } },
        },
      },
    },
  });
  const durations = Object.fromEntries(
    variants.flatMap((variant) =>
      variant.durationMinutes === null ? [] : [[`duration ${variantName(variant)}`, variant.durationMinutes]],
    ),
  );
  if (service === null) return durations;
  const { productId: _, resources, ...settings } = service;
  return { ...durations, ...settings, resources: resources.map(({ resource }) => resource.name) };
}
