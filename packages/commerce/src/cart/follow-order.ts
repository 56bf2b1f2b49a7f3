import { maxCartLines, maxLineQuantity } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { recordLinesReturned, recordLinesTaken } from "../checkouts/cart-of-checkout.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface FollowOrder {
  checkoutId: string;
  /** The customer's cart, which the caller has locked before the checkout. */
  cartId: string;
}

/**
 * Makes the cart say what became of a checkout's order: what was ordered is out of it while the order stands, and comes
 * back when the order ends without a sale. `cartTakenAt` says which, so either happens once, whoever calls how often.
 *
 * A checkout whose lines are out is detached from the cart: the rest of it, and new goods, are bought with a checkout of
 * their own. When they come back, `startCheckout` finds it again, so that the same goods keep their reservation and payment.
 */
export async function followOrder(unit: UnitOfWork, { checkoutId, cartId }: FollowOrder): Promise<void> {
  const { tx, now } = unit;
  const { order, ...checkout } = await tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: {
      cartTakenAt: true,
      lines: { orderBy: { position: "asc" }, select: { variantId: true, quantity: true } },
      order: { select: { state: true, confirmedAt: true } },
    },
  });
  if (order === null) return;
  const isWithoutSale =
    order.state === "failed" || (order.state === "cancelled" && order.confirmedAt === null);
  if (isWithoutSale === (checkout.cartTakenAt === null)) return;
  if (!isWithoutSale) {
    await takeOut(tx, { cartId, lines: checkout.lines });
    await recordLinesTaken(unit, checkoutId);
    return;
  }
  await putBack(tx, { cartId, lines: checkout.lines, at: now });
  await recordLinesReturned(tx, checkoutId);
}

interface Ordered {
  cartId: string;
  lines: { variantId: string; quantity: number }[];
}

/** What the customer has put in since, in another tab, stays. */
async function takeOut(tx: Tx, { cartId, lines }: Ordered): Promise<void> {
  for (const { variantId, quantity } of lines) {
    await tx.cartLine.deleteMany({ where: { cartId, variantId, quantity: { lte: quantity } } });
    await tx.cartLine.updateMany({
      where: { cartId, variantId },
      data: { quantity: { decrement: quantity } },
    });
  }
}

/**
 * Adds to what was put in since: two orders of one each that fail are two in the cart, as if neither had been placed.
 * A cart's limits hold; what goes beyond them is still on the order's page.
 */
async function putBack(tx: Tx, { cartId, lines, at }: Ordered & { at: Date }): Promise<void> {
  const present = await tx.cartLine.findMany({
    where: { cartId },
    select: { variantId: true, quantity: true },
  });
  let room = maxCartLines - present.length;
  for (const { variantId, quantity: ordered } of lines) {
    const there = present.find((line) => line.variantId === variantId)?.quantity ?? 0;
    if (there === 0 && room === 0) continue;
    const quantity = Math.max(there, Math.min(there + ordered, maxLineQuantity));
    if (there === 0) {
      room -= 1;
      await tx.cartLine.create({ data: { cartId, variantId, quantity, createdAt: at } });
    } else {
      await tx.cartLine.updateMany({ where: { cartId, variantId }, data: { quantity } });
    }
  }
}
