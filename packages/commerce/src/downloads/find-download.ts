import { type DownloadAccess, formatOrderNumber } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import { downloadAccessOf } from "./download-access.ts";
import { checkDownloadLink, type DownloadLink } from "./download-links.ts";
import { getOrderDownloads } from "./download-rows.ts";
import { filesOfLine } from "./files-of-line.ts";

/** Why a link gives no file. `used_up`: it was downloaded as often as the order allows. */
export type DownloadRefusal = "wrong" | "expired" | "used_up" | Exclude<DownloadAccess, "open">;

/**
 * The file behind a link as it may be sent now, unless it was downloaded too often, or why it may not. A link of ours says which
 * order it is of, expired ones aside.
 */
export async function findDownload(shop: Shop, link: DownloadLink) {
  const checked = checkDownloadLink(shop, link);
  if (checked !== "valid") return { refusal: checked };
  const found = await shop.db.orderLine.findUnique({
    where: { id: link.orderLineId },
    select: { orderId: true },
  });
  if (found === null) return { refusal: "wrong" as const };
  const order = await getOrderDownloads(shop.db, found.orderId);
  const line = order.lines.find(({ id }) => id === link.orderLineId);
  if (line === undefined) return { refusal: "wrong" as const };
  const access = downloadAccessOf(order, line);
  const orderNumber = formatOrderNumber(order.number);
  if (access !== "open") return { refusal: access, orderNumber };
  const files = await filesOfLine(shop.db, { variantId: line.variantId, placedAt: order.placedAt });
  const file = files.find(({ id }) => id === link.fileId);
  if (file === undefined) return { refusal: "wrong" as const };
  const { storageKey, sizeBytes, sha256 } = file.upload;
  return {
    orderNumber,
    file: {
      id: file.id,
      orderLineId: line.id,
      storageKey,
      name: file.name,
      mediaType: file.mediaType,
      bytes: sizeBytes ?? 0,
      sha256: sha256 ?? "",
    },
  };
}
