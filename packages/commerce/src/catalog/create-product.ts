import { slugFrom } from "@dualtrack/contract";
import type { ProductKind, Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { DomainError } from "../domain-error.ts";
import { freeSlug } from "../free-slug.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";

interface CreateProduct {
  /** Made once per form. It becomes the product's id, so that a repeated request makes one product. */
  requestId: string;
  /** Left out: goods that are shipped. */
  kind?: ProductKind;
  title: string;
  artist: string;
  description: string;
  by: Actor;
}

/** Creates a draft without variants at the end of the shop's list, with a free slug. Customers don't see it. SLUG_TAKEN. */
export function createProduct(
  shop: Shop,
  { requestId, kind = "physical", by, ...details }: CreateProduct,
): Promise<{ productId: string }> {
  return transactFor(shop, by, async (unit) => {
    const { tx, now } = unit;
    const answer = { productId: requestId };
    if ((await tx.product.count({ where: { id: requestId } })) > 0) return answer;
    const last = await tx.product.aggregate({ _max: { position: true } });
    const wanted = slugFrom(details.title);
    const slug = freeSlug(wanted, { taken: await slugsLike(tx, wanted), id: requestId });
    const created = await tx.product.createMany({
      data: {
        ...details,
        id: requestId,
        slug,
        kind,
        position: (last._max.position ?? -1) + 1,
        createdAt: now,
      },
      skipDuplicates: true, // the same request twice at once
    });
    // Not a repeated request: another product with that slug was created first.
    if (created.count === 0 && (await tx.product.count({ where: { id: requestId } })) === 0)
      throw new DomainError("SLUG_TAKEN", { slug });
    if (created.count === 1)
      await auditProduct(unit, {
        action: "product.create",
        subject: slug,
        before: {},
        after: { ...details, kind, address: slug },
      });
    if (created.count === 1 && kind === "service")
      await tx.service.create({ data: { productId: requestId } });
    return answer;
  });
}

/** Slugs that begin in the same way. */
async function slugsLike(tx: Tx, wanted: string): Promise<Set<string>> {
  const rows = await tx.product.findMany({
    where: { slug: { startsWith: wanted } },
    select: { slug: true },
  });
  return new Set(rows.map(({ slug }) => slug));
}
