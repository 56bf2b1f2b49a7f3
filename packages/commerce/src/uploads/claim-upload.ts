import type { Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";

/**
 * Keeps a stored file from being removed as unused: the caller refers to it in the same transaction. FILE_NOT_FOUND when it is
 * not whole, or was removed.
 */
export async function claimUpload(
  tx: Tx,
  { uploadId, now }: { uploadId: string; now: Date },
): Promise<{ sizeBytes: number; sha256: string }> {
  const claimed = await tx.uploadedFile.updateManyAndReturn({
    where: { id: uploadId, completedAt: { not: null }, droppedAt: null },
    data: { claimedAt: now },
    select: { sizeBytes: true, sha256: true },
  });
  const { sizeBytes = null, sha256 = null } = claimed[0] ?? {};
  if (sizeBytes === null || sha256 === null) throw new DomainError("FILE_NOT_FOUND", {});
  return { sizeBytes, sha256 };
}
