import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { removeUpload } from "./receive-upload.ts";

/**
 * How long nothing may have referred to a file, in ms: longer than an upload takes, and the person behind it to press again, and
 * longer than a backup takes from its dump to its copy of the files.
 */
const unusedMs = 24 * 60 * 60_000;

/** The most files per run; the next one continues. */
const batchSize = 200;

/**
 * Removes files that nothing refers to any more, or never did, and what interrupted uploads left. First it marks them, so that
 * nothing can begin to refer to them: one that could not be removed from the storage is tried again. Answers how many are gone.
 */
export async function removeUnusedUploads(shop: Shop): Promise<{ removed: number }> {
  const unused = await transact(shop, "expiry", async ({ tx, now }) => {
    const before = new Date(now.getTime() - unusedMs);
    // The times stand in the row itself: an update that has waited for a claim reads it again, and lets it be.
    await tx.uploadedFile.updateMany({
      where: {
        droppedAt: null,
        startedAt: { lt: before },
        OR: [{ claimedAt: null }, { claimedAt: { lt: before } }],
        variantFiles: { none: {} },
        preview: { is: null },
      },
      data: { droppedAt: now },
    });
    return tx.uploadedFile.findMany({
      where: { droppedAt: { not: null } },
      orderBy: { droppedAt: "asc" },
      take: batchSize,
      select: { id: true, storageKey: true },
    });
  });
  for (const upload of unused) await removeUpload(shop, upload);
  return { removed: unused.length };
}
