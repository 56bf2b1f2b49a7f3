import type { CheckoutAudience } from "@dualtrack/contract";
import { hashCartToken } from "../checkouts/cart-token.ts";
import type { Shop } from "../shop.ts";
import { isAmong, type Visitor } from "../switches/may-check-out.ts";
import { switchesOf } from "../switches/switches-of.ts";

/** Why a visitor may begin no checkout. */
interface CheckoutNotice {
  audience: CheckoutAudience;
  /** What staff have written; may be empty. */
  message: string;
}

/** What a visitor is told who may begin no checkout; null: they may. */
export async function getCheckoutNotice(
  shop: Shop,
  { cartToken, isStaff }: { cartToken: string; isStaff: Visitor["isStaff"] },
): Promise<CheckoutNotice | null> {
  const { limit, message } = (await switchesOf(shop.settings, { tx: shop.db })).new_checkouts;
  if (limit === null || (await isAmong(limit, { ownerHash: hashCartToken(cartToken), isStaff }))) return null;
  return { audience: limit.audience, message };
}

/** The same as far as it holds for all visitors: nobody may. */
export async function getClosedNotice(shop: Shop): Promise<CheckoutNotice | null> {
  const { limit, message } = (await switchesOf(shop.settings, { tx: shop.db })).new_checkouts;
  return limit?.audience === "nobody" ? { audience: "nobody", message } : null;
}
