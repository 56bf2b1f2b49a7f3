import { maxCartCodes } from "@dualtrack/contract";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { switchesOf } from "../switches/switches-of.ts";
import { transact } from "../unit-of-work.ts";
import { lockCartOf } from "./lock-cart.ts";
import { getCart } from "./queries.ts";

interface CodeChange {
  token: string;
  /** Normalised. */
  code: string;
}

/**
 * Adds a code to the guest's cart; one that takes nothing off now stays with the reason. The checkout's next quote has it.
 * DISCOUNTS_OFF, DISCOUNT_CODE_UNKNOWN, DISCOUNT_CODE_ENDED, DISCOUNT_CODES_LIMIT.
 */
export async function applyCode(shop: Shop, { token, code }: CodeChange) {
  if (!(await switchesOf(shop.settings, { tx: shop.db })).discounts)
    throw new DomainError("DISCOUNTS_OFF", {});
  const found = await shop.db.discountCode.findUnique({
    where: { code },
    select: { discount: { select: { endsAt: true } } },
  });
  if (found === null) throw new DomainError("DISCOUNT_CODE_UNKNOWN", { code });
  const { endsAt } = found.discount;
  if (endsAt !== null && endsAt <= shop.clock.now())
    throw new DomainError("DISCOUNT_CODE_ENDED", { code, endsAt: endsAt.toISOString() });
  await changeCodes(shop, token, (codes) => {
    if (codes.includes(code)) return codes;
    if (codes.length >= maxCartCodes) throw new DomainError("DISCOUNT_CODES_LIMIT", { max: maxCartCodes });
    return [...codes, code];
  });
  return getCart(shop, { token });
}

/** Removes a code from the cart; nothing happens if it is not there. */
export async function removeCode(shop: Shop, { token, code }: CodeChange) {
  await changeCodes(shop, token, (codes) => codes.filter((each) => each !== code));
  return getCart(shop, { token });
}

function changeCodes(shop: Shop, token: string, change: (codes: string[]) => string[]): Promise<void> {
  return transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    const cartId = await lockCartOf(unit, hashCartToken(token));
    const where = { id: cartId };
    const { discountCodes } = await tx.cart.findUniqueOrThrow({ where, select: { discountCodes: true } });
    await tx.cart.update({ where, data: { discountCodes: change(discountCodes), updatedAt: now } });
  });
}
