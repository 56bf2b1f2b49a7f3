import type { Tx } from "../connect.ts";

export interface LockedStock {
  variantId: string;
  onHand: number;
  reserved: number;
  lowStockThreshold: number;
}

/**
 * Locks the stock rows of these variants until the transaction ends, ordered by key as everywhere, and reads them. A
 * variant without a stock row gets one. Answers no row for a variant that does not exist.
 */
export async function lockStock(tx: Tx, variantIds: string[]): Promise<LockedStock[]> {
  await tx.$executeRaw`
    insert into stock_level (variant_id)
    select id from variant where id = any(${variantIds}::uuid[])
      and not exists (select from stock_level s where s.variant_id = variant.id)
    order by id
    on conflict do nothing`;
  return tx.$queryRaw<LockedStock[]>`
    select variant_id as "variantId", on_hand as "onHand", reserved, low_stock_threshold as "lowStockThreshold"
    from stock_level where variant_id = any(${variantIds}::uuid[])
    order by variant_id for update`;
}
