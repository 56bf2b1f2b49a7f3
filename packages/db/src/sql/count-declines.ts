import type { Tx } from "../connect.ts";
import { type DeclineSqlFilter, declineWhere } from "./decline-where.ts";

/** The number of failed payments that match the filter. */
export async function countDeclines(tx: Tx, filter: DeclineSqlFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count from payment_failure f where ${declineWhere(filter)}`;
  return row?.count ?? 0;
}
