import type { Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";
import { type ClaimedProduct, claimVersion, type EditedProduct } from "./claim-version.ts";

type EditedPicture = EditedProduct & { pictureId: string; by: Actor };

/** Sets a picture's alternative text. PICTURE_NOT_FOUND, PRODUCT_NOT_FOUND, PRODUCT_CHANGED. */
export function describePicture(shop: Shop, edit: EditedPicture & { alt: string }): Promise<void> {
  const { pictureId, alt, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await claimVersion(tx, edit);
    const place = placeOf(product, pictureId);
    await tx.productPicture.update({ where: { id: pictureId }, data: { alt } });
    await auditProduct(unit, {
      action: "product.describe_picture",
      subject: product.slug,
      before: { [`picture_${place + 1}`]: product.pictures[place]?.alt ?? "" },
      after: { [`picture_${place + 1}`]: alt },
    });
  });
}

/** Moves a picture to a place; lists show the first one. Same refusals as `describePicture`. */
export function movePicture(shop: Shop, edit: EditedPicture & { place: number }): Promise<void> {
  const { pictureId, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await claimVersion(tx, edit);
    const from = placeOf(product, pictureId);
    const to = Math.min(edit.place, product.pictures.length - 1);
    const others = product.pictures.map(({ id }) => id).toSpliced(from, 1);
    await saveOrder(tx, others.toSpliced(to, 0, pictureId));
    await auditProduct(unit, {
      action: "product.move_picture",
      subject: product.slug,
      before: { place: from + 1 },
      after: { place: to + 1 },
    });
  });
}

/** Deletes a picture and its files; variants with it then show the product's first one. Same refusals as `describePicture`. */
export function removePicture(shop: Shop, edit: EditedPicture): Promise<void> {
  const { pictureId, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await claimVersion(tx, edit);
    const place = placeOf(product, pictureId);
    const shownBy = product.variants.filter((variant) => variant.pictureId === pictureId);
    await tx.variant.updateMany({ where: { productId: product.id, pictureId }, data: { pictureId: null } });
    await tx.productPicture.delete({ where: { id: pictureId } });
    await saveOrder(tx, product.pictures.map(({ id }) => id).toSpliced(place, 1));
    const pictures = product.pictures.length;
    await auditProduct(unit, {
      action: "product.remove_picture",
      subject: product.slug,
      before: {
        pictures,
        picture: pictureId,
        alt: product.pictures[place]?.alt ?? "",
        ...(shownBy.length > 0 && { variants: shownBy.map(({ sku }) => sku) }),
      },
      after: { pictures: pictures - 1 },
    });
  });
}

function placeOf({ pictures }: ClaimedProduct, pictureId: string): number {
  const place = pictures.findIndex(({ id }) => id === pictureId);
  if (place < 0) throw new DomainError("PICTURE_NOT_FOUND", {});
  return place;
}

async function saveOrder(tx: Tx, pictureIds: string[]): Promise<void> {
  for (const [position, id] of pictureIds.entries())
    await tx.productPicture.update({ where: { id }, data: { position } });
}
