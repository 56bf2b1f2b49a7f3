import type { Tx } from "../connect.ts";
import { type CartLineJson, type CartLineRow, cartLineOf, selectCartLines } from "./read-cart.ts";
import { type CurrenciesRow, selectCurrencies } from "./read-currencies.ts";
import { selectSettingsVersion } from "./shop-state.ts";

export interface CheckoutStart extends CurrenciesRow {
  /** The settings' version. */
  settingsVersion: string;
  /** Null: there is no cart. */
  cart: {
    id: string;
    discountCodes: string[];
    /** Tells whether it has changed since: a text that is equal as long as its lines, codes and currency are. */
    contents: string;
  } | null;
  /** The cart's lines, in the order in which they were added. */
  lines: CartLineRow[];
  /** For how long goods are reserved now. */
  reservationMinutes: number;
  /** Whether the customer has a checkout whose lines are still in the cart. */
  hasLiveCheckout: boolean;
}

/** What a checkout of the cart with `tokenHash` begins with, in one statement. */
export async function readCheckoutStart(
  tx: Tx,
  { tokenHash }: { tokenHash: string },
): Promise<CheckoutStart> {
  const [row] = await tx.$queryRaw<(Omit<CheckoutStart, "lines"> & { lines: CartLineJson[] })[]>`
    select currencies.*,
      (select json_build_object('id', id, 'discountCodes', discount_codes, 'contents', cart_contents(id))
        from cart where token_hash = ${tokenHash}) as cart,
      ${selectCartLines(tokenHash)} as lines, s.reservation_minutes as "reservationMinutes",
      ${selectSettingsVersion} as "settingsVersion",
      exists (
        select from checkout
        where owner_hash = ${tokenHash} and state in ('open', 'paying') and cart_taken_at is null
      ) as "hasLiveCheckout"
    from (${selectCurrencies(tokenHash)}) currencies cross join shop_settings s`;
  if (row === undefined) throw new Error("The shop has no settings");
  return { ...row, lines: row.lines.map(cartLineOf) };
}
