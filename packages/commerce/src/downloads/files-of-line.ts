import type { Tx } from "@dualtrack/db";

/**
 * The files of a line that was placed at this time: those that its variant has now, and those that were removed since. A file that
 * was replaced or added is there as well.
 */
export function filesOfLine(tx: Tx, { variantId, placedAt }: { variantId: string; placedAt: Date }) {
  return tx.variantFile.findMany({
    where: { variantId, OR: [{ removedAt: null }, { removedAt: { gte: placedAt } }] },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      mediaType: true,
      upload: { select: { storageKey: true, sizeBytes: true, sha256: true } },
    },
  });
}
