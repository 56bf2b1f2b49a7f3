import { maxPictures } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import { refuseTakenId } from "../request-id.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";
import { claimVersion, type EditedProduct } from "./claim-version.ts";

/**
 * Adds a picture after the product's others, in every width that the shop shows. `requestId`, made once per file, becomes
 * its id: a repeated request adds one. PICTURE_REFUSED, PICTURE_LIMIT, PRODUCT_NOT_FOUND, PRODUCT_CHANGED,
 * REQUEST_ID_TAKEN.
 */
export async function addPicture(
  shop: Shop,
  { requestId, upload, by, ...edited }: EditedProduct & { requestId: string; upload: Uint8Array; by: Actor },
): Promise<void> {
  const sameRequest = { where: { id: requestId, productId: edited.productId } };
  if ((await shop.db.productPicture.count(sameRequest)) > 0) return;
  // Outside of the transaction, as it takes about a second.
  const { resizePicture } = await import("./resize-picture.ts"); // its library is large, and few processes need it
  const { width, height, files } = await resizePicture(upload);
  await transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const product = await claimVersion(tx, edited);
    const position = product.pictures.length;
    if (position >= maxPictures) throw new DomainError("PICTURE_LIMIT", { max: maxPictures });
    await tx.productPicture
      .create({
        data: {
          id: requestId,
          productId: product.id,
          position,
          width,
          height,
          createdAt: now,
          files: { createMany: { data: files } },
        },
      })
      .catch(refuseTakenId);
    await auditProduct(unit, {
      action: "product.add_picture",
      subject: product.slug,
      before: { pictures: position },
      after: { pictures: position + 1, picture: requestId, pixels: `${width} × ${height}` },
    });
  });
}
