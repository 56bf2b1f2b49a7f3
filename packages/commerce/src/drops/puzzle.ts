import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** So many bits of a solution's hash are zero: some 16,000 hashes, a third of a second on an old phone. */
const bits = 14;
/** How long a puzzle may be solved, in ms. */
const validMs = 5 * 60_000;

interface Joining {
  productId: string;
  cartToken: string;
}

/**
 * What a browser has to solve before it joins a drop's line: a number that, appended to `text`, gives a SHA-256 that begins with so many
 * zero bits. It is this browser's, for this line and some minutes, so that one solution gives one place.
 */
export function makePuzzle(shop: Shop, joining: Joining): { text: string; bits: number } {
  const until = shop.clock.now().getTime() + validMs;
  return { text: `${until}.${signatureOf(shop, joining, until)}.`, bits };
}

/** PUZZLE_NOT_SOLVED: the number is wrong, or the puzzle is too old, or another browser's. */
export function assertSolved(
  shop: Shop,
  { puzzle, nonce, ...joining }: Joining & { puzzle: string; nonce: number },
): void {
  const [time = "", signature = ""] = puzzle.split(".");
  const until = Number(time);
  const expected = Buffer.from(`${until}.${signatureOf(shop, joining, until)}.`);
  const given = Buffer.from(puzzle);
  const isOurs = signature !== "" && expected.length === given.length && timingSafeEqual(expected, given);
  const hash = createHash("sha256").update(`${puzzle}${nonce}`).digest();
  const isSolved = hash.readUInt32BE() >>> (32 - bits) === 0;
  if (!isOurs || !isSolved || until < shop.clock.now().getTime())
    throw new DomainError("PUZZLE_NOT_SOLVED", {});
}

function signatureOf(shop: Shop, { productId, cartToken }: Joining, until: number): string {
  return createHmac("sha256", shop.settings.linkSecret)
    .update(`drop:${productId}:${hashCartToken(cartToken)}:${until}`)
    .digest("base64url");
}
