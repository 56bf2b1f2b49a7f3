import type { Prisma, Tx } from "@dualtrack/db";

/**
 * Notes that the caller ceases, in the same transaction, to refer to stored files: their bytes stay for a day from now. A backup
 * whose dump still refers to them has that long to copy them. Called before the change, as `of` finds them by what refers to them.
 */
export async function releaseUploads(
  tx: Tx,
  { of, now }: { of: Prisma.UploadedFileWhereInput; now: Date },
): Promise<void> {
  await tx.uploadedFile.updateMany({ where: of, data: { claimedAt: now } });
}
