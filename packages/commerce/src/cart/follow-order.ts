import { maxCartCodes, maxCartLines, maxLineQuantity } from "@dualtrack/contract";
import { type Tx, takeCartLines } from "@dualtrack/db";
import { recordLinesReturned } from "../checkouts/cart-of-checkout.ts";
import { readDiscounts } from "../quotes/read-discounts.ts";
import { isSameItem, type LineItem } from "../same-item.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

interface FollowOrder {
  checkoutId: string;
  /** The customer's cart, which the caller has locked before the checkout. */
  cartId: string;
}

/**
 * Updates the cart after a checkout's order: the ordered lines and all codes are removed from it, and what was ordered is put
 * back when the order ends without a sale. `cartTakenAt` records the removal, so repeated calls change nothing.
 *
 * A checkout whose lines were removed is detached from the cart, whose other goods get a new checkout. When the lines are put
 * back, `startCheckout` finds the old checkout again, so that the same goods keep their reservation and payment.
 */
export async function followOrder(unit: UnitOfWork, { checkoutId, cartId }: FollowOrder): Promise<void> {
  const { tx, now } = unit;
  const { order, ...checkout } = await tx.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: {
      cartTakenAt: true,
      lines: { orderBy: { position: "asc" }, select: { variantId: true, startsAt: true, quantity: true } },
      order: { select: { state: true, confirmedAt: true, discounts: true } },
    },
  });
  if (order === null) return;
  const isWithoutSale =
    order.state === "failed" || (order.state === "cancelled" && order.confirmedAt === null);
  if (isWithoutSale === (checkout.cartTakenAt === null)) return;
  if (!isWithoutSale) {
    await takeCartLines(tx, { checkoutId, cartId, lines: checkout.lines, takenAt: now });
    return;
  }
  await putBack(tx, { cartId, lines: checkout.lines, at: now });
  await putBackCodes(tx, { cartId, codes: readDiscounts(order.discounts).flatMap(({ code }) => code ?? []) });
  await recordLinesReturned(tx, checkoutId);
}

interface Ordered {
  cartId: string;
  lines: (LineItem & { quantity: number })[];
}

/**
 * Adds the ordered quantities to the cart's lines: two failed orders of one unit each make two units, as before the orders.
 * The cart's limits apply; the order's page still shows what is beyond them.
 */
async function putBack(tx: Tx, { cartId, lines, at }: Ordered & { at: Date }): Promise<void> {
  const present = await tx.cartLine.findMany({
    where: { cartId },
    select: { variantId: true, startsAt: true, quantity: true },
  });
  let room = maxCartLines - present.length;
  for (const { quantity: ordered, ...item } of lines) {
    const before = present.find((line) => isSameItem(line, item))?.quantity ?? 0;
    if (before === 0 && room === 0) continue;
    const quantity = Math.max(before, Math.min(before + ordered, maxLineQuantity));
    if (before === 0) {
      room -= 1;
      await tx.cartLine.create({ data: { cartId, ...item, quantity, createdAt: at } });
    } else {
      await tx.cartLine.updateMany({ where: { cartId, ...item }, data: { quantity } });
    }
  }
}

async function putBackCodes(
  tx: Tx,
  { cartId, codes }: { cartId: string; codes: readonly string[] },
): Promise<void> {
  if (codes.length === 0) return;
  const { discountCodes } = await tx.cart.findUniqueOrThrow({
    where: { id: cartId },
    select: { discountCodes: true },
  });
  const all = [...new Set([...discountCodes, ...codes])].slice(0, maxCartCodes);
  await tx.cart.update({ where: { id: cartId }, data: { discountCodes: all } });
}
