import type { Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";
import { claimVersion, type EditedProduct } from "./claim-version.ts";

/** The licence of a product as it is sold now, of its row. */
export const newestLicence = {
  orderBy: { number: "desc" },
  take: 1,
  select: { number: true, text: true, heldFrom: true },
} as const;

/** The licence with which a variant was sold at a time; null: without one. */
export async function licenceAt(tx: Tx, { variantId, at }: { variantId: string; at: Date }) {
  const licence = await tx.productLicence.findFirst({
    where: { product: { variants: { some: { id: variantId } } }, heldFrom: { lte: at } },
    orderBy: { number: "desc" },
    select: { number: true, text: true, heldFrom: true },
  });
  return licence === null || licence.text === "" ? null : licence;
}

/**
 * Writes the licence of a product of files for orders from now on; those that exist keep theirs. Empty: it is sold without one. The same
 * text again changes nothing. PRODUCT_NOT_FOUND, PRODUCT_CHANGED.
 */
export function setLicence(shop: Shop, edit: EditedProduct & { text: string; by: Actor }): Promise<void> {
  const { productId, text, by } = edit;
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const { kind, slug } = await claimVersion(tx, edit);
    if (kind !== "digital") throw new DomainError("PRODUCT_NOT_FOUND", {});
    const before = await tx.productLicence.findFirst({
      where: { productId },
      orderBy: { number: "desc" },
      select: { number: true, text: true },
    });
    if (text === (before?.text ?? "")) return;
    const number = (before?.number ?? 0) + 1;
    await tx.productLicence.create({ data: { productId, number, text, heldFrom: now, createdBy: by.email } });
    const versionOf = (has: boolean, version: number) => (has ? version : "none");
    await auditProduct(unit, {
      action: "product.set_licence",
      subject: slug,
      before: { licence: versionOf(Boolean(before?.text), number - 1) },
      after: { licence: versionOf(text !== "", number) },
    });
  });
}

/** The text of a licence as it is sold now; empty: there is none. */
export function licenceText([newest]: readonly { text: string }[]): string {
  return newest?.text ?? "";
}
