import type { DraftOrderFields } from "@dualtrack/contract";
import { Prisma, type Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { mostUnits } from "../inventory/free-units.ts";

/** What staff have written, as columns. */
export function draftOrderColumns({ lines: _, ownDiscount, ...draft }: DraftOrderFields) {
  const { currency, billing, shippingAddress, shippingMethodId, discountCodes, holdMinutes } = draft;
  return {
    ...{ currency, shippingMethodId, discountCodes: [...new Set(discountCodes)], holdMinutes },
    email: draft.email || null,
    name: draft.name || null,
    phone: draft.phone || null,
    companyName: draft.companyName || null,
    vatId: draft.vatId || null,
    message: draft.message || null,
    shippingAddress: shippingAddress ?? Prisma.DbNull,
    billingName: billing?.name ?? null,
    billingAddress: billing?.address ?? Prisma.DbNull,
    discountBps: ownDiscount?.kind === "percent" ? ownDiscount.bps : null,
    discountAmount: ownDiscount?.kind === "amount" ? ownDiscount.amount : null,
    discountReason: ownDiscount?.reason ?? null,
  };
}

/** Replaces the lines of a draft order. VARIANT_NOT_FOUND; QUANTITY_LIMIT for files, which are bought once; BOOKING_TIME_MISMATCH. */
export async function saveDraftLines(
  tx: Tx,
  { draftOrderId, lines }: { draftOrderId: string; lines: DraftOrderFields["lines"] },
): Promise<void> {
  await assertVariants(tx, lines);
  await tx.draftOrderLine.deleteMany({ where: { draftOrderId } });
  await tx.draftOrderLine.createMany({
    data: lines.map(({ variantId, startsAt, quantity }, position) => ({
      ...{ draftOrderId, position, variantId, quantity },
      startsAt: startsAt === null ? null : new Date(startsAt),
    })),
  });
}

async function assertVariants(tx: Tx, lines: DraftOrderFields["lines"]): Promise<void> {
  const ids = [...new Set(lines.map(({ variantId }) => variantId))];
  const variants = await tx.variant.findMany({
    where: { id: { in: ids } },
    select: { id: true, product: { select: { kind: true, title: true } } },
  });
  for (const { variantId, startsAt, quantity } of lines) {
    const product = variants.find(({ id }) => id === variantId)?.product;
    if (product === undefined) throw new DomainError("VARIANT_NOT_FOUND", {});
    const { kind, title } = product;
    const isBookable = kind === "service";
    if (isBookable !== (startsAt !== null))
      throw new DomainError("BOOKING_TIME_MISMATCH", { title, isBookable });
    // The cart's limit of units is for strangers.
    const max = mostUnits(kind);
    if (kind === "digital" && quantity > max) throw new DomainError("QUANTITY_LIMIT", { max });
  }
}
