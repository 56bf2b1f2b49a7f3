import { maxFilesOfVariant } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import { refuseTakenId } from "../request-id.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { claimUpload } from "../uploads/claim-upload.ts";
import { releaseUploads } from "../uploads/release-uploads.ts";
import { auditProduct } from "./audit-product.ts";
import { type ClaimedProduct, claimVersion, type EditedProduct, variantOf } from "./claim-version.ts";
import { assertStillReady } from "./readiness.ts";

/** A file that `receiveUpload` has stored, and what customers see of it. */
interface NewContent {
  uploadId: string;
  name: string;
  mediaType: string;
}

type EditedFile = EditedProduct & { fileId: string; by: Actor };

/**
 * Adds a stored file after the variant's others. Whoever has bought the variant before gets it, too. `requestId`, made once per
 * file, becomes its id: a repeated request adds one. FILE_NOT_FOUND, FILE_LIMIT, VARIANT_NOT_FOUND, PRODUCT_NOT_FOUND,
 * PRODUCT_CHANGED, REQUEST_ID_TAKEN, PREVIEW_IS_SOLD.
 */
export async function addFile(
  shop: Shop,
  {
    requestId,
    variantId,
    by,
    ...edit
  }: EditedProduct & NewContent & { requestId: string; variantId: string; by: Actor },
): Promise<void> {
  if ((await shop.db.variantFile.count({ where: { id: requestId, variantId } })) > 0) return;
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const product = await claimVersion(tx, edit);
    const { sku, files } = variantOf(product, variantId);
    if (product.kind !== "digital") throw new DomainError("VARIANT_NOT_FOUND", {});
    if (files.length >= maxFilesOfVariant) throw new DomainError("FILE_LIMIT", { max: maxFilesOfVariant });
    const { uploadId, name, mediaType } = edit;
    const { sizeBytes, sha256 } = await claimUpload(tx, { uploadId, now });
    await refusePreviewed(tx, sha256);
    await tx.variantFile
      .create({
        data: {
          id: requestId,
          ...{ variantId, uploadId, name, mediaType },
          position: files.length,
          createdAt: now,
          createdBy: by.email,
        },
      })
      .catch(refuseTakenId);
    await auditProduct(unit, {
      action: "product.add_file",
      subject: product.slug,
      before: { [`files of ${sku}`]: files.length },
      after: { [`files of ${sku}`]: files.length + 1, file: name, bytes: sizeBytes },
    });
  });
}

/**
 * Puts another content into a file's place, under the name of the new one. All customers of the variant get it from then on.
 * FILE_NOT_FOUND, PRODUCT_NOT_FOUND, PRODUCT_CHANGED, PREVIEW_IS_SOLD.
 */
export function replaceFile(shop: Shop, edit: EditedFile & NewContent): Promise<void> {
  const { fileId, uploadId, name, mediaType, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const product = await claimVersion(tx, edit);
    const { file } = fileOf(product, fileId);
    const { sizeBytes, sha256 } = await claimUpload(tx, { uploadId, now });
    await refusePreviewed(tx, sha256);
    await releaseUploads(tx, { of: { variantFiles: { some: { id: fileId } } }, now });
    await tx.variantFile.update({ where: { id: fileId }, data: { uploadId, name, mediaType } });
    await auditProduct(unit, {
      action: "product.replace_file",
      subject: product.slug,
      before: { file: file.name, bytes: file.upload.sizeBytes },
      after: { file: name, bytes: sizeBytes },
    });
  });
}

/** Changes the name that customers see. Same refusals as `removeFile`. */
export function renameFile(shop: Shop, edit: EditedFile & { name: string }): Promise<void> {
  const { fileId, name, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await claimVersion(tx, edit);
    const { file } = fileOf(product, fileId);
    await tx.variantFile.update({ where: { id: fileId }, data: { name } });
    await auditProduct(unit, {
      action: "product.rename_file",
      subject: product.slug,
      before: { file: file.name },
      after: { file: name },
    });
  });
}

/** Moves a file to a place among those of its variant. Same refusals as `removeFile`. */
export function moveFile(shop: Shop, edit: EditedFile & { place: number }): Promise<void> {
  const { fileId, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await claimVersion(tx, edit);
    const { variant, file, from } = fileOf(product, fileId);
    const to = Math.min(edit.place, variant.files.length - 1);
    const others = variant.files.map(({ id }) => id).toSpliced(from, 1);
    await saveOrder(tx, others.toSpliced(to, 0, fileId));
    await auditProduct(unit, {
      action: "product.move_file",
      subject: product.slug,
      before: { file: file.name, place: from + 1 },
      after: { file: file.name, place: to + 1 },
    });
  });
}

/**
 * Stops selling a file. Orders that were placed before keep it. FILE_NOT_FOUND, PRODUCT_NOT_FOUND, PRODUCT_CHANGED,
 * PRODUCT_NOT_READY (for the last file of a variant that is on sale).
 */
export function removeFile(shop: Shop, edit: EditedFile): Promise<void> {
  const { fileId, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const product = await claimVersion(tx, edit);
    const { variant, file, from } = fileOf(product, fileId);
    const isSold = (await tx.orderLine.count({ where: { variantId: variant.id } })) > 0;
    if (isSold) await tx.variantFile.update({ where: { id: fileId }, data: { removedAt: now } });
    else {
      await releaseUploads(tx, { of: { variantFiles: { some: { id: fileId } } }, now });
      await tx.variantFile.delete({ where: { id: fileId } });
    }
    await saveOrder(tx, variant.files.map(({ id }) => id).toSpliced(from, 1));
    await assertStillReady(tx, product.id);
    const files = variant.files.length;
    await auditProduct(unit, {
      action: "product.remove_file",
      subject: product.slug,
      before: { [`files of ${variant.sku}`]: files, file: file.name, bytes: file.upload.sizeBytes },
      after: { [`files of ${variant.sku}`]: files - 1 },
    });
  });
}

/**
 * How often a customer downloads each file of a variant; null: as often as they like. It holds for orders from then on.
 * VARIANT_NOT_FOUND, PRODUCT_NOT_FOUND, PRODUCT_CHANGED.
 */
export function setDownloadLimit(
  shop: Shop,
  edit: EditedProduct & { variantId: string; limit: number | null; by: Actor },
): Promise<void> {
  const { variantId, limit, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await claimVersion(tx, edit);
    const { sku, downloadLimit } = variantOf(product, variantId);
    if (product.kind !== "digital") throw new DomainError("VARIANT_NOT_FOUND", {});
    await tx.variant.update({ where: { id: variantId }, data: { downloadLimit: limit } });
    await auditProduct(unit, {
      action: "product.set_download_limit",
      subject: product.slug,
      before: { [`downloads of ${sku}`]: downloadLimit },
      after: { [`downloads of ${sku}`]: limit },
    });
  });
}

function fileOf({ variants }: ClaimedProduct, fileId: string) {
  for (const variant of variants) {
    const from = variant.files.findIndex(({ id }) => id === fileId);
    const file = variant.files[from];
    if (file !== undefined) return { variant, file, from };
  }
  throw new DomainError("FILE_NOT_FOUND", {});
}

/** What everybody can listen to is not sold: PREVIEW_IS_SOLD. */
async function refusePreviewed(tx: Tx, sha256: string): Promise<void> {
  if ((await tx.productPreview.count({ where: { upload: { sha256 } } })) > 0)
    throw new DomainError("PREVIEW_IS_SOLD", {});
}

async function saveOrder(tx: Tx, fileIds: string[]): Promise<void> {
  for (const [position, id] of fileIds.entries())
    await tx.variantFile.update({ where: { id }, data: { position } });
}
