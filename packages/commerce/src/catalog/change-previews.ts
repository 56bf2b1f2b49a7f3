import { maxPreviewBytes, maxPreviewsOfProduct, type PreviewType } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import { refuseTakenId } from "../request-id.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { claimUpload } from "../uploads/claim-upload.ts";
import { releaseUploads } from "../uploads/release-uploads.ts";
import { auditProduct } from "./audit-product.ts";
import { type ClaimedProduct, claimVersion, type EditedProduct } from "./claim-version.ts";

interface NewPreview extends EditedProduct {
  requestId: string;
  uploadId: string;
  title: string;
  mediaType: PreviewType;
  durationMs: number;
  by: Actor;
}

type EditedPreview = EditedProduct & { previewId: string; by: Actor };

/**
 * Adds a stored sound after the product's other previews. `requestId`, made once per preview, becomes its id: a repeated request adds
 * one. FILE_NOT_FOUND, FILE_REFUSED, PREVIEW_LIMIT, PREVIEW_IS_SOLD, PRODUCT_NOT_FOUND, PRODUCT_CHANGED, REQUEST_ID_TAKEN.
 */
export async function addPreview(shop: Shop, { requestId, by, ...edit }: NewPreview): Promise<void> {
  const { productId, uploadId, title, mediaType, durationMs } = edit;
  if ((await shop.db.productPreview.count({ where: { id: requestId, productId } })) > 0) return;
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const { slug, previews } = await claimVersion(tx, edit);
    if (previews.length >= maxPreviewsOfProduct)
      throw new DomainError("PREVIEW_LIMIT", { max: maxPreviewsOfProduct });
    const { sizeBytes, sha256 } = await claimUpload(tx, { uploadId, now });
    if (sizeBytes > maxPreviewBytes) throw new DomainError("FILE_REFUSED", { why: "too_many_bytes" });
    // Also what was sold once: orders still have it.
    if ((await tx.variantFile.count({ where: { upload: { sha256 } } })) > 0)
      throw new DomainError("PREVIEW_IS_SOLD", {});
    await tx.productPreview
      .create({
        data: {
          id: requestId,
          ...{ productId, uploadId, title, mediaType, durationMs },
          position: previews.length,
          createdAt: now,
          createdBy: by.email,
        },
      })
      .catch(refuseTakenId);
    await auditProduct(unit, {
      action: "product.add_preview",
      subject: slug,
      before: { previews: previews.length },
      after: { previews: previews.length + 1, preview: title, bytes: sizeBytes },
    });
  });
}

/** Changes the title that customers see. PREVIEW_NOT_FOUND, PRODUCT_NOT_FOUND, PRODUCT_CHANGED. */
export function renamePreview(shop: Shop, edit: EditedPreview & { title: string }): Promise<void> {
  const { previewId, title, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const product = await claimVersion(unit.tx, edit);
    const { preview } = previewOf(product, previewId);
    await unit.tx.productPreview.update({ where: { id: previewId }, data: { title } });
    await auditProduct(unit, {
      action: "product.rename_preview",
      subject: product.slug,
      before: { preview: preview.title },
      after: { preview: title },
    });
  });
}

/** Moves a preview to a place among the product's. PREVIEW_NOT_FOUND, PRODUCT_NOT_FOUND, PRODUCT_CHANGED. */
export function movePreview(shop: Shop, edit: EditedPreview & { place: number }): Promise<void> {
  const { previewId, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const product = await claimVersion(unit.tx, edit);
    const { preview, from } = previewOf(product, previewId);
    const to = Math.min(edit.place, product.previews.length - 1);
    const others = product.previews.map(({ id }) => id).toSpliced(from, 1);
    await saveOrder(unit.tx, others.toSpliced(to, 0, previewId));
    await auditProduct(unit, {
      action: "product.move_preview",
      subject: product.slug,
      before: { preview: preview.title, place: from + 1 },
      after: { preview: preview.title, place: to + 1 },
    });
  });
}

/** Removes a preview; nobody can listen to it any more. PREVIEW_NOT_FOUND, PRODUCT_NOT_FOUND, PRODUCT_CHANGED. */
export function removePreview(shop: Shop, edit: EditedPreview): Promise<void> {
  const { previewId, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const product = await claimVersion(unit.tx, edit);
    const { preview, from } = previewOf(product, previewId);
    await releaseUploads(unit.tx, { of: { preview: { is: { id: previewId } } }, now: unit.now });
    await unit.tx.productPreview.delete({ where: { id: previewId } });
    await saveOrder(unit.tx, product.previews.map(({ id }) => id).toSpliced(from, 1));
    const previews = product.previews.length;
    await auditProduct(unit, {
      action: "product.remove_preview",
      subject: product.slug,
      before: { previews, preview: preview.title },
      after: { previews: previews - 1 },
    });
  });
}

function previewOf({ previews }: ClaimedProduct, previewId: string) {
  const from = previews.findIndex(({ id }) => id === previewId);
  const preview = previews[from];
  if (preview === undefined) throw new DomainError("PREVIEW_NOT_FOUND", {});
  return { preview, from };
}

async function saveOrder(tx: Tx, previewIds: string[]): Promise<void> {
  for (const [position, id] of previewIds.entries())
    await tx.productPreview.update({ where: { id }, data: { position } });
}
