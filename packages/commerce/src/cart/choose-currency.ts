import { readCurrencies, type Tx } from "@dualtrack/db";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { termsOf } from "../currencies/currency-terms.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { lockCartOf } from "./lock-cart.ts";
import { getCart } from "./queries.ts";

interface ChooseCurrency {
  token: string;
  /** ISO 4217, lower case. */
  currency: string;
}

/**
 * Sets the currency in which the customer sees prices and pays. A checkout that is open in another currency ends when the next one is
 * started, as after any change of the cart. CURRENCY_NOT_OFFERED.
 */
export async function chooseCurrency(shop: Shop, { token, currency }: ChooseCurrency) {
  const tokenHash = hashCartToken(token);
  await transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    const currencies = await readCurrencies(tx, { tokenHash });
    if (termsOf(currencies, currency) === null) throw new DomainError("CURRENCY_NOT_OFFERED", { currency });
    const cartId = await lockCartOf(unit, tokenHash);
    await setCartCurrency(tx, { cartId, currency });
    await tx.cart.update({ where: { id: cartId }, data: { updatedAt: now } });
  });
  return getCart(shop, { token });
}

/** Sets the cart's currency. The caller holds the cart's lock. */
export async function setCartCurrency(
  tx: Tx,
  { cartId, currency }: { cartId: string; currency: string },
): Promise<void> {
  await tx.cart.update({ where: { id: cartId }, data: { currency } });
}
