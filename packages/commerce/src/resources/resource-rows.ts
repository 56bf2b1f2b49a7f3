import { type Week, weekSchema } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";

/** Everything that staff can change of a resource. */
export const resourceFields = {
  id: true,
  name: true,
  week: true,
  archivedAt: true,
  version: true,
} as const satisfies Prisma.ResourceSelect;

export type ResourceRow = Prisma.ResourceGetPayload<{ select: typeof resourceFields }>;

/** Its own hours; null: the shop's. */
export function weekOf({ week }: Pick<ResourceRow, "week">): Week | null {
  return week === null ? null : weekSchema.parse(week);
}
