import type { DropState, LetInRefusal, SetDrop } from "@dualtrack/contract";
import { advanceDrop, freeOfDrop, notify, type Prisma } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { auditProduct, productAuditFilter } from "../catalog/audit-product.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";

interface ByStaff {
  productId: string;
  by: Actor;
}

const settingFields = { order: true, startMinutes: true, limitPerPerson: true } as const;

/**
 * Makes a product a drop, or changes what holds for it. PRODUCT_NOT_FOUND, DROP_NEEDS_STOCK, DROP_CHANGED; DROP_ORDER_FIXED while people
 * wait in its line, as their places have been given.
 */
export function setDrop(
  shop: Shop,
  { by, productId, version, ...setting }: SetDrop & ByStaff,
): Promise<void> {
  return change(shop, { productId, by }, "product.set_drop", async ({ tx }, drop, { kind, slug }) => {
    if (kind !== "physical") throw new DomainError("DROP_NEEDS_STOCK", {});
    if (drop !== null && drop.order !== setting.order) {
      const waiting = await tx.dropEntry.count({ where: { productId, state: "waiting" } });
      if (waiting > 0) throw new DomainError("DROP_ORDER_FIXED", {});
    }
    const { count } =
      version === null
        ? await tx.drop.createMany({ data: { productId, ...setting }, skipDuplicates: true })
        : await tx.drop.updateMany({
            where: { productId, version },
            data: { ...setting, version: { increment: 1 } },
          });
    if (count === 0) throw await outdatedVersion(tx, "DROP_CHANGED", productAuditFilter(slug));
    return setting;
  });
}

/** Makes a drop a product like any other: everybody can buy it, and its line is gone. DROP_NOT_FOUND, DROP_OPEN. */
export function endDrop(shop: Shop, own: ByStaff): Promise<void> {
  return change(shop, own, "product.end_drop", async ({ tx }, drop) => {
    if (drop === null) throw new DomainError("DROP_NOT_FOUND", {});
    if (drop.state === "open") throw new DomainError("DROP_OPEN", {});
    await tx.drop.delete({ where: { productId: own.productId } });
    return { order: null, startMinutes: null, limitPerPerson: null, state: null };
  });
}

/** Pauses the line, lets it go on, or closes it: nobody else can join it then, and nobody is admitted. DROP_NOT_FOUND. */
export function setDropState(shop: Shop, { state, ...own }: ByStaff & { state: DropState }): Promise<void> {
  return change(shop, own, "product.set_drop_state", async ({ tx }, drop) => {
    if (drop === null) throw new DomainError("DROP_NOT_FOUND", {});
    await tx.drop.update({ where: { productId: own.productId }, data: { state } });
    return { state };
  });
}

/** Admits the next ones, even if the line is paused, never more than there are units for. Answers how many, and why nobody. DROP_NOT_FOUND. */
export async function letIn(
  shop: Shop,
  { count, ...own }: ByStaff & { count: number },
): Promise<{ admitted: number; refusal: LetInRefusal | null }> {
  let admitted = 0;
  let refusal: LetInRefusal | null = null;
  await change(shop, own, "product.let_in", async ({ tx, now }, drop) => {
    if (drop === null) throw new DomainError("DROP_NOT_FOUND", {});
    const { productId } = own;
    ({ admitted } = await advanceDrop(tx, { productId, now, most: count, byHand: count }));
    if (admitted > 0) return { ...drop, letIn: admitted };
    refusal = await whyNobody(tx, { productId, now });
    return drop;
  });
  return { admitted, refusal };
}

async function whyNobody(
  tx: StaffUnit["tx"],
  { productId, now }: { productId: string; now: Date },
): Promise<LetInRefusal> {
  const { opensAt, published } = await tx.product.findUniqueOrThrow({
    where: { id: productId },
    select: { opensAt: true, published: true },
  });
  const countOf = (state: "waiting" | "admitted") => tx.dropEntry.count({ where: { productId, state } });
  if ((await countOf("waiting")) === 0) return "nobody_waits";
  if (!published) return "not_shown";
  if (opensAt !== null && opensAt > now) return "not_open";
  if ((await freeOfDrop(tx, productId)) === 0) return "nothing_left";
  return (await countOf("admitted")) > 0 ? "kept" : "moving";
}

/** A drop for staff: what holds for it, and how many are in each state. Null: the product is none. */
export async function getDrop(shop: Shop, productId: string) {
  const drop = await shop.db.drop.findUnique({
    where: { productId },
    select: { ...dropFields, version: true },
  });
  if (drop === null) return null;
  const counts = await shop.db.dropEntry.groupBy({ by: ["state"], where: { productId }, _count: true });
  const countOf = (state: string) => counts.find((row) => row.state === state)?._count ?? 0;
  return {
    ...drop,
    waiting: countOf("waiting"),
    admitted: countOf("admitted"),
    started: countOf("started"),
    lapsed: countOf("lapsed"),
    left: countOf("left"),
  };
}

const dropFields = { ...settingFields, state: true } as const satisfies Prisma.DropSelect;
type Drop = Prisma.DropGetPayload<{ select: typeof dropFields }>;

/** One transaction: locks the product, changes its drop, writes what differs into the audit log, and tells all who watch. */
function change(
  shop: Shop,
  { productId, by }: ByStaff,
  action: Parameters<typeof auditProduct>[1]["action"],
  work: (
    unit: StaffUnit,
    drop: Drop | null,
    product: { kind: string; slug: string },
  ) => Promise<Parameters<typeof auditProduct>[1]["after"]>,
): Promise<void> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const product = await tx.product.findUnique({
      where: { id: productId },
      select: { slug: true, kind: true, drop: { select: dropFields } },
    });
    if (product === null) throw new DomainError("PRODUCT_NOT_FOUND", {});
    const after = await work(unit, product.drop, product);
    const before = product.drop ?? {};
    await auditProduct(unit, { action, subject: product.slug, before, after: { ...before, ...after } });
    await notify(tx, { topic: "drop", id: productId });
  });
}
