import type { Tx } from "../connect.ts";
import { escapeLike } from "./escape-like.ts";

/** Ids of the checkouts whose id's last eight digits begin with `prefix`, in small letters; at most `limit`. */
export async function checkoutsByName(
  tx: Tx,
  { prefix, limit }: { prefix: string; limit: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id::text from checkout where right(id::text, 8) like ${`${escapeLike(prefix)}%`} limit ${limit}`;
  return rows.map(({ id }) => id);
}
