import { formatOrderNumber } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat } from "../csv-cells.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/** Rows in memory at a time. */
const pageSize = 500;

interface OfProduct {
  productId: string;
}

/** The number of downloads of a product's files. */
export async function countDownloads(shop: Shop, { productId }: OfProduct): Promise<number> {
  return shop.db.fileDownload.count({ where: { fileId: { in: await filesOf(shop, productId) } } });
}

/**
 * Records the export in the audit log, then yields who downloaded the files of a product as CSV, the newest download first. Each page
 * is read from the database when the consumer asks for it. PRODUCT_NOT_FOUND.
 */
export async function exportDownloads(
  shop: Shop,
  { productId, by }: OfProduct & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const product = await shop.db.product.findUnique({ where: { id: productId }, select: { title: true } });
  if (product === null) throw new DomainError("PRODUCT_NOT_FOUND", {});
  const downloads = await countDownloads(shop, { productId });
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "downloads.export",
      subject: product.title,
      before: {},
      after: { downloads },
    }),
  );
  return csvPages(shop, await filesOf(shop, productId));
}

/** The ids of its files, those that are no longer sold included. */
async function filesOf({ db }: Shop, productId: string): Promise<string[]> {
  const files = await db.variantFile.findMany({ where: { variant: { productId } }, select: { id: true } });
  return files.map(({ id }) => id);
}

const exportedFields = {
  id: true,
  fileName: true,
  network: true,
  startedAt: true,
  continuations: true,
  restarts: true,
  orderLine: {
    select: { variantTitle: true, sku: true, order: { select: { number: true, name: true, email: true } } },
  },
} satisfies Prisma.FileDownloadSelect;

type DownloadRow = Prisma.FileDownloadGetPayload<{ select: typeof exportedFields }>;

async function* csvPages({ db }: Shop, fileIds: string[]): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  for (let before: bigint | null = null; ; ) {
    const rows: DownloadRow[] = await db.fileDownload.findMany({
      where: { fileId: { in: fileIds }, ...(before !== null && { id: { lt: before } }) },
      orderBy: { id: "desc" },
      take: pageSize,
      select: exportedFields,
    });
    if (rows.length > 0) yield stringify(rows.map(cellsOf), csvFormat);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    before = last.id;
  }
}

const columns: Record<string, (row: DownloadRow) => string | number> = {
  downloaded_at: ({ startedAt }) => startedAt.toISOString(),
  order: ({ orderLine }) => formatOrderNumber(orderLine.order.number),
  name: ({ orderLine }) => orderLine.order.name ?? "",
  email: ({ orderLine }) => orderLine.order.email ?? "",
  sku: ({ orderLine }) => orderLine.sku,
  variant: ({ orderLine }) => orderLine.variantTitle,
  file: ({ fileName }) => fileName,
  network: ({ network }) => network ?? "",
  continued: ({ continuations }) => continuations,
  begun_again: ({ restarts }) => restarts,
};

function cellsOf(row: DownloadRow) {
  return Object.values(columns).map((cellOf) => cellOf(row));
}
