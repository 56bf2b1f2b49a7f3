import { lockDownloads, type Tx } from "@dualtrack/db";
import { networkOf } from "../limits/network-of.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { allowedDownloads } from "./download-rows.ts";

/** How long a download may be continued, in ms, and how often. */
const continuedMs = 24 * 60 * 60_000;
const maxContinuations = 50;

/**
 * Counts a download whose bytes are about to be sent; false: the order allows no further one of this file.
 *
 * A download begins with the file's first byte, whether all of it arrives or not: only the customer knows that. A request for a later
 * part continues the newest download of the same file and order, if that began within a day, so that one which broke off and goes on
 * counts once. What continues none is a download of its own; so is the 51st continuation, as else all but one byte could be had
 * without being counted.
 */
export function countDownload(
  shop: Shop,
  {
    file,
    firstByte,
    ip,
  }: {
    file: { id: string; orderLineId: string; name: string };
    /** The place in the file of the first byte that is sent. */
    firstByte: number;
    ip: string | null;
  },
): Promise<boolean> {
  const ofFile = { orderLineId: file.orderLineId, fileId: file.id };
  return transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    if (firstByte > 0 && (await continueDownload(tx, ofFile, new Date(now.getTime() - continuedMs))))
      return true;
    const line = await tx.orderLine.findUniqueOrThrow({
      where: { id: file.orderLineId },
      select: { orderId: true, downloadLimit: true, order: { select: { downloads: true } } },
    });
    const allowed = allowedDownloads(line.order, line);
    const countEarlier = () => tx.fileDownload.count({ where: ofFile, take: allowed ?? 1 });
    let earlier = allowed === null ? await countEarlier() : 0;
    if (allowed !== null || earlier === 0) {
      // Others may begin to download the same: no more than are allowed, and one of them is the first.
      await lockDownloads(tx, file.orderLineId);
      earlier = await countEarlier();
    }
    if (allowed !== null && earlier >= allowed) return false;
    const network = ip === null ? null : networkOf(ip);
    await tx.fileDownload.create({ data: { ...ofFile, fileName: file.name, network, startedAt: now } });
    if (earlier === 0)
      await recordOnTimeline(unit, line.orderId, { kind: "downloaded", details: { goods: [file.name] } });
    return true;
  });
}

async function continueDownload(
  tx: Tx,
  ofFile: { orderLineId: string; fileId: string },
  since: Date,
): Promise<boolean> {
  const newest = await tx.fileDownload.findFirst({
    where: ofFile,
    orderBy: { id: "desc" },
    select: { id: true, startedAt: true, continuations: true },
  });
  if (newest === null || newest.startedAt < since || newest.continuations >= maxContinuations) return false;
  await tx.fileDownload.update({
    where: { id: newest.id },
    data: { continuations: { increment: 1 } },
    select: { id: true },
  });
  return true;
}
