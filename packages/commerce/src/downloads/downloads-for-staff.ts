import type { Shop } from "../shop.ts";
import { listDownloads } from "./list-downloads.ts";

/** The most downloads that an order's page lists; the newest ones. */
const maxListed = 100;

/** What an order has to download, for staff: what they decided, and who downloaded what and when. Null: it has no files. */
export async function downloadsForStaff(
  shop: Shop,
  {
    id,
    lines,
    downloads,
  }: {
    id: string;
    lines: readonly { id: string; kind: string }[];
    downloads: { extra: number; revokedAt: Date | null } | null;
  },
) {
  const ofOrder = lines.filter(({ kind }) => kind === "digital").map((line) => line.id);
  if (ofOrder.length === 0) return null;
  const started = await shop.db.fileDownload.findMany({
    where: { orderLineId: { in: ofOrder } },
    orderBy: { id: "desc" },
    take: maxListed,
  });
  const listed = await listDownloads(shop, { orderId: id });
  return {
    /** Downloads of each file that staff have allowed beyond the limit. */
    extra: downloads?.extra ?? 0,
    revokedAt: downloads?.revokedAt?.toISOString() ?? null,
    lines: listed.map(({ files, ...line }) => ({
      ...line,
      files: files.map(({ path: _, ...file }) => file),
    })),
    /** The newest first. */
    started: started.map(({ id, fileName, network, startedAt, continuations }) => ({
      ...{ id: String(id), fileName, network, continuations },
      at: startedAt.toISOString(),
    })),
  };
}
