import type { Tx } from "../connect.ts";

/**
 * When the first unpaid reservation of each of these variants ends. Those of `ownerHash` do not count, nor those of placed orders; a
 * variant that nobody else has reserved is left out.
 */
export function firstReservationEnds(
  tx: Tx,
  { variantIds, ownerHash, now }: { variantIds: string[]; ownerHash: string; now: Date },
): Promise<{ variantId: string; endsAt: Date }[]> {
  return tx.$queryRaw<{ variantId: string; endsAt: Date }[]>`
    select r.variant_id as "variantId", min(c.expires_at) as "endsAt"
    from reservation r join checkout c on c.id = r.checkout_id
    where r.variant_id = any(${variantIds}::uuid[]) and r.state = 'held' and c.state in ('open', 'paying')
      and c.expires_at > ${now}::timestamptz and c.owner_hash <> ${ownerHash}
      and not exists (select from "order" o where o.checkout_id = c.id and o.state <> 'failed')
    group by r.variant_id`;
}
