import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

export interface ExpiredCheckout {
  id: string;
  expiresAt: Date;
}

/** Live checkouts whose reservation has ended, the oldest first; `after`: the last one of the page before. Those that somebody has locked are left out. */
export function expiredCheckouts(
  tx: Tx,
  { now, after, limit }: { now: Date; after: ExpiredCheckout | null; limit: number },
): Promise<ExpiredCheckout[]> {
  const next =
    after === null
      ? Prisma.empty
      : Prisma.sql`and (expires_at, id) > (${after.expiresAt}::timestamptz, ${after.id}::uuid)`;
  return tx.$queryRaw<ExpiredCheckout[]>`
    select id, expires_at as "expiresAt" from checkout
    where state in ('open', 'paying') and expires_at <= ${now}::timestamptz ${next}
    order by expires_at, id limit ${limit} for update skip locked`;
}
