import type { Tx } from "../connect.ts";
import { type DeclineChoice, declineWhere } from "./decline-where.ts";

/** How many failed payments there are of a choice. */
export async function countDeclines(tx: Tx, choice: DeclineChoice): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count from payment_failure f where ${declineWhere(choice)}`;
  return row?.count ?? 0;
}
