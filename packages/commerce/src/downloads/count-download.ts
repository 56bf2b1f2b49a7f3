import { lockDownloads, type Prisma, type Tx } from "@dualtrack/db";
import { networkOf } from "../limits/network-of.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { allowedDownloads } from "./download-rows.ts";

/** How long a download may be continued, in ms, and how often. */
const continuedMs = 24 * 60 * 60_000;
const maxContinuations = 50;
/** How long after it broke off a download may begin again, in ms, and how often. */
const restartedMs = 60 * 60_000;
const maxRestarts = 3;

interface OfFile {
  orderLineId: string;
  fileId: string;
}

/**
 * Counts a download whose bytes are about to be sent, and answers its id; null: the order allows no further one of this file.
 *
 * A download begins with the file's first byte, whether all of it arrives or not: only the customer knows that. A request for a later
 * part continues the newest download of the same file and order, if that began within a day, so that one which broke off and goes on
 * counts once. So does one that begins again within an hour, up to three times, if its connection was lost before the last byte. What
 * continues none is a download of its own; so is the 51st continuation, as else all but one byte could be had without being counted.
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
): Promise<bigint | null> {
  const ofFile = { orderLineId: file.orderLineId, fileId: file.id };
  return transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    const earlierOne =
      firstByte > 0 ? await continueDownload(tx, ofFile, now) : await restartDownload(tx, ofFile, now);
    if (earlierOne !== null) return earlierOne;
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
    if (allowed !== null && earlier >= allowed) return null;
    const network = ip === null ? null : networkOf(ip);
    const { id } = await tx.fileDownload.create({
      data: { ...ofFile, fileName: file.name, network, startedAt: now },
      select: { id: true },
    });
    if (earlier === 0)
      await recordOnTimeline(unit, line.orderId, { kind: "downloaded", details: { goods: [file.name] } });
    return id;
  });
}

/** Records that a download's connection was lost before its last byte was sent: it may begin again without being counted. */
export async function recordBrokenDownload({ db, clock }: Shop, downloadId: bigint): Promise<void> {
  await db.fileDownload.update({
    where: { id: downloadId },
    data: { brokeOffAt: clock.now() },
    select: { id: true },
  });
}

/** The downloads that may begin again without being counted. */
export function restartable(now: Date) {
  return {
    brokeOffAt: { gte: new Date(now.getTime() - restartedMs) },
    restarts: { lt: maxRestarts },
  } satisfies Prisma.FileDownloadWhereInput;
}

async function continueDownload(tx: Tx, ofFile: OfFile, now: Date): Promise<bigint | null> {
  const newest = await newestDownload(tx, ofFile);
  const since = new Date(now.getTime() - continuedMs);
  if (newest === null || newest.startedAt < since || newest.continuations >= maxContinuations) return null;
  await tx.fileDownload.update({
    where: { id: newest.id },
    data: { continuations: { increment: 1 }, brokeOffAt: null },
    select: { id: true },
  });
  return newest.id;
}

async function restartDownload(tx: Tx, ofFile: OfFile, now: Date): Promise<bigint | null> {
  const newest = await newestDownload(tx, ofFile);
  if (newest === null) return null;
  // Of several at the same moment one goes on.
  const { count } = await tx.fileDownload.updateMany({
    where: { id: newest.id, ...restartable(now) },
    data: { restarts: { increment: 1 }, brokeOffAt: null },
  });
  return count === 1 ? newest.id : null;
}

function newestDownload(tx: Tx, ofFile: OfFile) {
  return tx.fileDownload.findFirst({
    where: ofFile,
    orderBy: { id: "desc" },
    select: { id: true, startedAt: true, continuations: true },
  });
}
