import type { Tx } from "@dualtrack/db";

/** What a draft order has reserved itself, which is free for it; undefined: it is not saved yet. */
export async function reservedByDraft(tx: Tx, draftOrderId: string | undefined) {
  const draft =
    draftOrderId === undefined
      ? null
      : await tx.draftOrder.findUnique({
          where: { id: draftOrderId },
          select: {
            checkout: {
              select: {
                id: true,
                ownerHash: true,
                reservations: { where: { state: "held" }, select: { variantId: true, quantity: true } },
                bookings: {
                  where: { state: "held" },
                  select: { variantId: true, startsAt: true, quantity: true },
                },
              },
            },
          },
        });
  const checkout = draft?.checkout ?? null;
  return {
    checkoutIds: checkout === null ? [] : [checkout.id],
    ownerHash: checkout?.ownerHash ?? null,
    units: new Map(checkout?.reservations.map((each) => [each.variantId, each.quantity])),
    bookings: checkout?.bookings ?? [],
  };
}
