import type { Prisma } from "@dualtrack/db";

/** Everything that staff can change of a category. */
export const categoryFields = {
  id: true,
  name: true,
  slug: true,
  description: true,
  version: true,
} as const satisfies Prisma.CategorySelect;

export type CategoryRow = Prisma.CategoryGetPayload<{ select: typeof categoryFields }>;

/** The order in which people see categories. */
export const inOrder = [
  { position: "asc" },
  { id: "asc" },
] as const satisfies Prisma.CategoryOrderByWithRelationInput[];
