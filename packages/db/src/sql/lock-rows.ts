import { randomUUIDv7 } from "node:crypto";
import type { Tx } from "../connect.ts";
import { type ShopState, shopStateColumns } from "./shop-state.ts";

/** Locks the cart with this token's hash until the transaction ends; null if there is none. */
export async function lockCart(
  tx: Tx,
  tokenHash: string,
): Promise<{ id: string; discountCodes: string[] } | null> {
  const rows = await tx.$queryRaw<{ id: string; discountCodes: string[] }[]>`
    select id, discount_codes as "discountCodes" from cart where token_hash = ${tokenHash} for update`;
  return rows[0] ?? null;
}

/** Inserts a cart, or finds the one that was inserted at the same time, and locks it. Answers its id. */
export async function insertCart(
  tx: Tx,
  { tokenHash, currency, now }: { tokenHash: string; currency: string; now: Date },
): Promise<string> {
  const [row] = await tx.$queryRaw<[{ id: string }]>`
    insert into cart (id, token_hash, currency, created_at, updated_at)
    values (${randomUUIDv7()}::uuid, ${tokenHash}, ${currency}, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (token_hash) do update set updated_at = excluded.updated_at returning id`;
  return row.id;
}

/** Locks all products until the transaction ends, always in the same order, before they are renumbered. */
export async function lockProducts(tx: Tx): Promise<void> {
  await tx.$executeRaw`select from product order by id for no key update`;
}

/** Locks the categories until the transaction ends, for a change of them. They are read, and products put into them, meanwhile. */
export async function lockCategories(tx: Tx): Promise<void> {
  await tx.$executeRaw`lock table category in share row exclusive mode`;
}

/** Locks a category against whoever keeps it or wants to (`keepCategories`), before it is deleted. */
export async function lockCategory(tx: Tx, categoryId: string): Promise<void> {
  await tx.$executeRaw`select from category where id = ${categoryId}::uuid for update`;
}

/** Keeps these categories from being deleted until the transaction ends; answers how many of them there are. */
export async function keepCategories(tx: Tx, categoryIds: readonly string[]): Promise<number> {
  const kept = await tx.$queryRaw<unknown[]>`
    select from category where id = any(${categoryIds}::uuid[]) order by id for key share`;
  return kept.length;
}

/** Locks the shop's opening hours until the transaction ends, for a change of them. They are read without a lock. */
export async function lockShopHours(tx: Tx): Promise<void> {
  await tx.$executeRaw`select from shop_hours for update`;
}

/** Locks the resources until the transaction ends, for a change of them. Their time is taken meanwhile. */
export async function lockResources(tx: Tx): Promise<void> {
  await tx.$executeRaw`lock table resource in share row exclusive mode`;
}

/** Locks the zones of shipping until the transaction ends: their areas must not overlap. Quotes read them without a lock. */
export async function lockShippingZones(tx: Tx): Promise<void> {
  await tx.$executeRaw`select from shipping_settings for update`;
}

/** Locks the settings of currencies until the transaction ends, for a change of them. Prices are read without a lock. */
export async function lockCurrencySettings(tx: Tx): Promise<void> {
  await tx.$executeRaw`select from currency_settings for update`;
}

/** Locks the settings of tax until the transaction ends, for a change of them or of rates. Quotes read them without a lock. */
export async function lockTaxSettings(tx: Tx): Promise<void> {
  await tx.$executeRaw`select from tax_settings for update`;
}

/** Locks a discount until the transaction ends, also against checkouts that take a use of it: its limits may change. */
export async function lockDiscount(tx: Tx, discountId: string): Promise<void> {
  await tx.$executeRaw`select from discount where id = ${discountId}::uuid for update`;
}

/** Locks a draft order until the transaction ends. It comes before the lock of its checkout. */
export async function lockDraftOrder(tx: Tx, draftOrderId: string): Promise<void> {
  await tx.$executeRaw`select from draft_order where id = ${draftOrderId}::uuid for update`;
}

/** Locks a dispute until the transaction ends. */
export async function lockDispute(tx: Tx, disputeId: string): Promise<void> {
  await tx.$executeRaw`select from dispute where id = ${disputeId} for update`;
}

/** Waits for another import of discounts to end its step, until the transaction ends. */
export async function lockDiscountImport(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('discount import', 0))`;
}

/** Locks the shop's settings until the transaction ends, for a change of them. They are read without a lock. */
export async function lockShopSettings(tx: Tx): Promise<void> {
  await tx.$executeRaw`select from shop_settings for update`;
}

/** Locks a switch until the transaction ends, for a change of it. It is read without a lock. */
export async function lockSwitch(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`select from switch where name = ${name} for update`;
}

/**
 * Locks a checkout until the transaction ends. Every change of a payment, its order or its stock holds this lock. The
 * checkout's cart is locked first against deletion: PostgreSQL locks the cart's key when a checkout is updated twice in
 * one transaction, and the lock order is cart, checkout. Null: there is no such checkout.
 * @see https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/ri_triggers.c RI_FKey_fk_upd_check_required
 */
export async function lockCheckout(tx: Tx, checkoutId: string): Promise<ShopState | null> {
  const [row] = await tx.$queryRaw<(ShopState & { found: boolean })[]>`
    select lock_checkout(${checkoutId}::uuid) as found, ${shopStateColumns}`;
  if (!row?.found) return null;
  const { found: _, ...state } = row;
  return state;
}

/**
 * Locks the cart of a checkout's customer and then the checkout, as all code does that changes both. Null: there is no such checkout.
 * `cartId` is null if the customer has no cart; then the checkout is not locked.
 */
export async function lockCheckoutWithCart(
  tx: Tx,
  checkoutId: string,
): Promise<{ ownerHash: string; cartId: string | null; state: ShopState } | null> {
  const [row] = await tx.$queryRaw<(ShopState & { ownerHash: string; cartId: string | null })[]>`
    select owner_hash as "ownerHash", cart_id as "cartId", ${shopStateColumns}
    from lock_checkout_with_cart(${checkoutId}::uuid)`;
  if (row === undefined) return null;
  const { ownerHash, cartId, ...state } = row;
  return { ownerHash, cartId, state };
}

/** Locks a customer, as `customerKey` in commerce writes their address, until the transaction ends. */
export async function lockCustomer(tx: Tx, customerKey: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('customer ' || ${customerKey}, 0))`;
}
