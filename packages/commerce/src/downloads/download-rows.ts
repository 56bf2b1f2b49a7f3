import type { Prisma, Tx } from "@dualtrack/db";
import { fulfilmentRows } from "../fulfilment/fulfilment-rows.ts";

const downloadRows = { ...fulfilmentRows, downloads: true } satisfies Prisma.OrderInclude;

/** An order with everything that decides whether its files may be downloaded. */
export function getOrderDownloads(tx: Tx, orderId: string) {
  return tx.order.findUniqueOrThrow({ where: { id: orderId }, include: downloadRows });
}

export type DownloadedOrder = Awaited<ReturnType<typeof getOrderDownloads>>;

/** How often each file of a line may be downloaded; null: as often as its customer likes. */
export function allowedDownloads(
  { downloads }: Pick<DownloadedOrder, "downloads">,
  { downloadLimit }: { downloadLimit: number | null },
): number | null {
  return downloadLimit === null ? null : downloadLimit + (downloads?.extra ?? 0);
}
