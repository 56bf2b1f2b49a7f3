import type { Tx } from "../connect.ts";

/**
 * Locks the network until the transaction ends: no other checkout of it gets a reservation, so that its counted units stay
 * true. Lock order: after cart and checkout, before stock rows. Answers the number of its unpaid checkouts with reserved stock,
 * and when the first of them ends.
 */
export async function lockNetwork(
  tx: Tx,
  network: string,
): Promise<{ count: number; firstEndsAt: Date | null }> {
  const [row] = await tx.$queryRaw<{ count: number; firstEndsAt: Date | null }[]>`
    select count, first_ends_at as "firstEndsAt" from lock_network(${network})`;
  return row ?? { count: 0, firstEndsAt: null };
}

export interface NetworkReservation {
  variantId: string;
  /** Units that the network's unpaid checkouts have reserved. */
  held: number;
  /** Units that are not reserved. */
  free: number;
  /** When the first of these reservations ends; null if there is none. */
  firstEndsAt: Date | null;
}

/** The units of these variants that a network has reserved without paying. The caller has locked their stock rows. */
export function networkReservationsByVariant(
  tx: Tx,
  { network, variantIds }: { network: string; variantIds: string[] },
): Promise<NetworkReservation[]> {
  return tx.$queryRaw<NetworkReservation[]>`
    with held as (
      select r.variant_id, sum(r.quantity) as units, min(c.expires_at) as first_ends_at
      from checkout c join reservation r on r.checkout_id = c.id and r.state = 'held'
      where c.network = ${network} and c.state in ('open', 'paying')
        and r.variant_id = any(${variantIds}::uuid[])
        and not exists (
          select from payment p where p.checkout_id = c.id
            and p.status in ('processing', 'requires_capture', 'succeeded'))
      group by r.variant_id)
    select s.variant_id as "variantId", s.on_hand - s.reserved as free,
      coalesce(h.units, 0)::integer as held, h.first_ends_at as "firstEndsAt"
    from stock_level s left join held h using (variant_id)
    where s.variant_id = any(${variantIds}::uuid[])`;
}
