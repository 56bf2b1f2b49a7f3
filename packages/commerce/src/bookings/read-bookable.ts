import { exceptionsSchema, weekSchema } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { OpeningHours } from "./openings.ts";
import type { SlotRules } from "./slots.ts";

/** What a customer agrees to about cancelling. */
interface CancellationRule {
  /** Free of charge until so many hours before it begins. */
  freeCancelHours: number;
  /** The percentage of the price that is kept later. */
  lateKeepPercent: number;
}

/** A variant of a service, and the resources that it can take. */
export interface BookableVariant {
  variantId: string;
  rules: SlotRules;
  cancellation: CancellationRule;
  /** The preferred ones first. */
  resources: { id: string; hours: OpeningHours }[];
}

/** Reads the variants that can be booked; those of other kinds, and without a duration, are left out. */
export async function readBookable(tx: Tx, variantIds: readonly string[]): Promise<BookableVariant[]> {
  const [variants, shop] = await Promise.all([
    tx.variant.findMany({
      where: {
        id: { in: [...variantIds] },
        durationMinutes: { not: null },
        product: { service: { isNot: null } },
      },
      select: {
        id: true,
        durationMinutes: true,
        product: {
          select: {
            service: {
              include: {
                resources: {
                  where: { resource: { archivedAt: null } },
                  orderBy: { position: "asc" },
                  select: { resource: { select: { id: true, week: true } } },
                },
              },
            },
          },
        },
      },
    }),
    tx.shopHours.findUniqueOrThrow({ where: { id: 1 }, select: { week: true, exceptions: true } }),
  ]);
  const shopWeek = weekSchema.parse(shop.week);
  const exceptions = exceptionsSchema.parse(shop.exceptions);
  return variants.flatMap(({ id, durationMinutes, product: { service } }) => {
    if (service === null || durationMinutes === null) return [];
    const { resources, freeCancelHours, lateKeepPercent, reminderHours: _, ...settings } = service;
    return {
      variantId: id,
      rules: { ...settings, durationMinutes },
      cancellation: { freeCancelHours, lateKeepPercent },
      resources: resources.map(({ resource: { id: resourceId, week } }) => ({
        id: resourceId,
        hours: { week: week === null ? shopWeek : weekSchema.parse(week), exceptions },
      })),
    };
  });
}

/** When a room or person is open, whatever takes it; undefined if there is none of this id. */
export async function readHours(tx: Tx, resourceId: string): Promise<OpeningHours | undefined> {
  const [resource, shop] = await Promise.all([
    tx.resource.findUnique({ where: { id: resourceId }, select: { week: true } }),
    tx.shopHours.findUniqueOrThrow({ where: { id: 1 }, select: { week: true, exceptions: true } }),
  ]);
  if (resource === null) return undefined;
  return {
    week: weekSchema.parse(resource.week ?? shop.week),
    exceptions: exceptionsSchema.parse(shop.exceptions),
  };
}
