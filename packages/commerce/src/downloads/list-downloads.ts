import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import type { Shop } from "../shop.ts";
import { downloadAccessOf } from "./download-access.ts";
import { downloadPath } from "./download-links.ts";
import { filesOfLine } from "./files-of-line.ts";

/** The lines of an order that are files, each with its files; with paths to them while they may be downloaded. */
export async function listDownloads(shop: Shop, { orderId }: { orderId: string }) {
  const order = await getFulfilment(shop.db, orderId);
  const lines = order.lines.filter(({ kind }) => kind === "digital");
  return Promise.all(
    lines.map(async (line) => {
      const access = downloadAccessOf(order, line);
      const files = await filesOfLine(shop.db, { variantId: line.variantId, placedAt: order.placedAt });
      return {
        orderLineId: line.id,
        title: line.productTitle,
        variantTitle: line.variantTitle,
        access,
        files: files.map(({ id, name, upload }) => ({
          id,
          name,
          bytes: upload.sizeBytes ?? 0,
          path: access === "open" ? downloadPath(shop, { orderLineId: line.id, fileId: id }) : null,
        })),
      };
    }),
  );
}
