import type { Db } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

const known = new WeakMap<Db, string>();

/** The id by which the shop's payments are told from those of others at Stripe. A database never gets another one, so it is read once. */
export async function shopIdOf({ db }: Pick<Shop, "db">): Promise<string> {
  const id = known.get(db) ?? (await db.shopIdentity.findFirstOrThrow()).id;
  known.set(db, id);
  return id;
}
