import type { Tx } from "@dualtrack/db";

/**
 * Allows `more` downloads of each file beyond the `seen` ones. Answers how many were allowed before: another number than `seen` changes
 * nothing. The caller holds the order's lock.
 */
export async function allowFurtherDownloads(
  tx: Tx,
  { orderId, seen, more }: { orderId: string; seen: number; more: number },
): Promise<number> {
  const before = (await tx.orderDownloads.findUnique({ where: { orderId } }))?.extra ?? 0;
  const extra = seen + more;
  if (before === seen)
    await tx.orderDownloads.upsert({ where: { orderId }, create: { orderId, extra }, update: { extra } });
  return before;
}

/** Revokes the order's downloads at this time, or allows them again. False: that was so before. The caller holds the order's lock. */
export async function setDownloadsRevoked(
  tx: Tx,
  { orderId, revokedAt }: { orderId: string; revokedAt: Date | null },
): Promise<boolean> {
  const before = (await tx.orderDownloads.findUnique({ where: { orderId } }))?.revokedAt ?? null;
  if ((before === null) === (revokedAt === null)) return false;
  await tx.orderDownloads.upsert({
    where: { orderId },
    create: { orderId, revokedAt },
    update: { revokedAt },
  });
  return true;
}
