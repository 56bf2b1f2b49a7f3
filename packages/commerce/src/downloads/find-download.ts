import type { DownloadAccess } from "@dualtrack/contract";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import type { Shop } from "../shop.ts";
import { downloadAccessOf } from "./download-access.ts";
import { checkDownloadLink } from "./download-links.ts";
import { filesOfLine } from "./files-of-line.ts";

interface DownloadLink {
  orderLineId: string;
  fileId: string;
  expires: number;
  signature: string;
}

/** Why a link gives no file. */
export type DownloadRefusal = "wrong" | "expired" | Exclude<DownloadAccess, "open">;

/** The file behind a link as it may be sent now, or why it may not. */
export async function findDownload(shop: Shop, link: DownloadLink) {
  const checked = checkDownloadLink(shop, link);
  if (checked !== "valid") return { refusal: checked };
  const found = await shop.db.orderLine.findUnique({
    where: { id: link.orderLineId },
    select: { orderId: true },
  });
  if (found === null) return { refusal: "wrong" as const };
  const order = await getFulfilment(shop.db, found.orderId);
  const line = order.lines.find(({ id }) => id === link.orderLineId);
  if (line === undefined) return { refusal: "wrong" as const };
  const access = downloadAccessOf(order, line);
  if (access !== "open") return { refusal: access };
  const files = await filesOfLine(shop.db, { variantId: line.variantId, placedAt: order.placedAt });
  const file = files.find(({ id }) => id === link.fileId);
  if (file === undefined) return { refusal: "wrong" as const };
  const { storageKey, sizeBytes, sha256 } = file.upload;
  return {
    file: {
      storageKey,
      name: file.name,
      mediaType: file.mediaType,
      bytes: sizeBytes ?? 0,
      sha256: sha256 ?? "",
    },
  };
}
