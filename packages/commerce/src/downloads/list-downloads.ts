import { licenceAt } from "../catalog/licences.ts";
import { licencePath } from "../orders/links.ts";
import type { Shop } from "../shop.ts";
import { restartable } from "./count-download.ts";
import { downloadAccessOf } from "./download-access.ts";
import { downloadPath } from "./download-links.ts";
import { allowedDownloads, getOrderDownloads } from "./download-rows.ts";
import { filesOfLine } from "./files-of-line.ts";

/**
 * The lines of an order that are files, each with its files and how often they were downloaded; with paths to them while they may be
 * downloaded.
 */
export async function listDownloads(shop: Shop, { orderId }: { orderId: string }) {
  const order = await getOrderDownloads(shop.db, orderId);
  const lines = order.lines.filter(({ kind }) => kind === "digital");
  const counts = await shop.db.fileDownload.groupBy({
    by: ["orderLineId", "fileId"],
    where: { orderLineId: { in: lines.map(({ id }) => id) } },
    _count: true,
    _max: { id: true },
  });
  const broken = await shop.db.fileDownload.findMany({
    where: { id: { in: counts.flatMap(({ _max }) => _max.id ?? []) }, ...restartable(shop.clock.now()) },
    select: { orderLineId: true, fileId: true },
  });
  const mayBeginAgain = (orderLineId: string, fileId: string) =>
    broken.some((each) => each.orderLineId === orderLineId && each.fileId === fileId);
  const countOf = (orderLineId: string, fileId: string) =>
    counts.find((each) => each.orderLineId === orderLineId && each.fileId === fileId)?._count ?? 0;
  return Promise.all(
    lines.map(async (line) => {
      const access = downloadAccessOf(order, line);
      const allowed = allowedDownloads(order, line);
      const licence = await licenceAt(shop.db, { variantId: line.variantId, at: order.placedAt });
      const files = await filesOfLine(shop.db, { variantId: line.variantId, placedAt: order.placedAt });
      return {
        orderLineId: line.id,
        title: line.productTitle,
        variantTitle: line.variantTitle,
        access,
        /** The licence with which it was bought; null: without one. */
        licence: licence && { number: licence.number, path: licencePath(shop, orderId, line.id) },
        /** How often each file may be downloaded; null: as often as its customer likes. */
        allowed,
        files: files.map(({ id, name, upload }) => {
          const count = countOf(line.id, id);
          const isUsedUp = allowed !== null && count >= allowed && !mayBeginAgain(line.id, id);
          const isOpen = access === "open" && !isUsedUp;
          return {
            ...{ id, name, count, isUsedUp },
            bytes: upload.sizeBytes ?? 0,
            path: isOpen ? downloadPath(shop, { orderLineId: line.id, fileId: id }) : null,
          };
        }),
      };
    }),
  );
}
