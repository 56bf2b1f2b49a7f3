import type { Tx } from "../connect.ts";

export interface NetworkBooking {
  productId: string;
  startsAt: Date;
  /** Places. */
  quantity: number;
  /** When its checkout ends. */
  endsAt: Date;
}

/** The time of these services that a network's checkouts hold without paying. The caller has locked the network. */
export function networkBookings(
  tx: Tx,
  { network, productIds }: { network: string; productIds: string[] },
): Promise<NetworkBooking[]> {
  return tx.$queryRaw<NetworkBooking[]>`
    select b.product_id as "productId", b.starts_at as "startsAt", b.quantity, c.expires_at as "endsAt"
    from checkout c join booking b on b.checkout_id = c.id and b.state = 'held'
    where c.network = ${network} and c.state in ('open', 'paying')
      and b.product_id = any(${productIds}::uuid[])
      and not exists (
        select from payment p where p.checkout_id = c.id
          and p.status in ('processing', 'requires_capture', 'succeeded'))`;
}
