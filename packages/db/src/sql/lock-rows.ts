import type { Tx } from "../connect.ts";

/** Locks a cart until the transaction ends. Answers whether it (still) exists. */
export async function lockCart(tx: Tx, cartId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select from cart where id = ${cartId}::uuid for update`;
  return rows.length === 1;
}

/** Locks a checkout until the transaction ends: whoever moves a payment, its order or its stock holds this lock. */
export async function lockCheckout(tx: Tx, checkoutId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select from checkout where id = ${checkoutId}::uuid for update`;
  return rows.length === 1;
}
