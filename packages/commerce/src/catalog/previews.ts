import type { Shop } from "../shop.ts";

/** The previews of a product, in their order. */
export const soldPreviews = {
  orderBy: { position: "asc" },
  select: { id: true, title: true, durationMs: true },
} as const;

/** A preview as everybody may hear it, and where its bytes are; null: there is none. */
export async function findPreview(shop: Shop, { previewId }: { previewId: string }) {
  const found = await shop.db.productPreview.findUnique({
    where: { id: previewId },
    select: { mediaType: true, upload: { select: { storageKey: true, sizeBytes: true } } },
  });
  if (found === null) return null;
  const { mediaType, upload } = found;
  return { mediaType, storageKey: upload.storageKey, bytes: upload.sizeBytes ?? 0 };
}

/** The path of a preview, as browsers ask for it. */
export function previewView({ id, ...preview }: { id: string; title: string; durationMs: number }) {
  return { id, ...preview, path: `/previews/${id}` };
}
