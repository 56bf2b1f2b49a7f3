import type { Tx } from "../connect.ts";
import { escapeLike } from "./escape-like.ts";

/** Ids of at most `limit` checkouts whose short name (the last eight digits of the id) begins with `prefix`, in lower case. */
export async function checkoutsByName(
  tx: Tx,
  { prefix, limit }: { prefix: string; limit: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id::text from checkout where right(id::text, 8) like ${`${escapeLike(prefix)}%`} limit ${limit}`;
  return rows.map(({ id }) => id);
}
