import { joinDrop, lockCart, notify } from "@dualtrack/db";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { moveDropOn } from "./drop-line.ts";
import { assertSolved } from "./puzzle.ts";

interface OwnPlace {
  productId: string;
  cartToken: string;
}

/** Puts a browser that has solved its puzzle in the line of a drop. PUZZLE_NOT_SOLVED; DROP_NOT_FOUND: no drop, not shown, or closed. */
export async function joinLine(
  shop: Shop,
  { puzzle, nonce, ...own }: OwnPlace & { puzzle: string; nonce: number },
): Promise<void> {
  assertSolved(shop, { ...own, puzzle, nonce });
  await takePlace(shop, own);
}

/**
 * Puts a browser in the line, once however often it asks; whose turn has lapsed goes to the end. It may be its turn at once.
 * DROP_NOT_FOUND.
 */
export async function takePlace(shop: Shop, { productId, cartToken }: OwnPlace): Promise<void> {
  const isOpen = await shop.db.drop.count({
    where: { productId, state: { not: "closed" }, product: { published: true } },
  });
  if (isOpen === 0) throw new DomainError("DROP_NOT_FOUND", {});
  const state = await transact(shop, "customer", ({ tx, now }) =>
    joinDrop(tx, { productId, tokenHash: hashCartToken(cartToken), now }),
  );
  if (state === "waiting") await moveDropOn(shop, productId);
}

/** Gives a browser's place in the line, or its turn, to those behind. */
export async function leaveDropLine(shop: Shop, { productId, cartToken }: OwnPlace): Promise<void> {
  await transact(shop, "customer", async ({ tx }) => {
    const tokenHash = hashCartToken(cartToken);
    // A checkout that begins at this moment has found the turn under the cart's lock: it is given away before that, or used.
    await lockCart(tx, tokenHash);
    const { count } = await tx.dropEntry.updateMany({
      where: { productId, tokenHash, state: { in: ["waiting", "admitted"] } },
      data: { state: "left" },
    });
    if (count > 0) await notify(tx, { topic: "drop", id: productId });
  });
}
