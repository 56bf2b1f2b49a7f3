import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

export interface HeldForNothing {
  checkoutId: string;
  /** Units of stock and places; 0: a discount alone. */
  units: number;
}

/** Checkouts that ended without an order in a period. */
interface Ended {
  since: Date;
  until: Date;
}

/** So many are found at a time; what is repaired makes room for others. */
const limit = 10_000;

/** Of one checkout, or those of a period: the ones that ended without an order, and still hold goods, places or a discount. */
export function heldForNothing(tx: Tx, which: { checkoutId: string } | Ended): Promise<HeldForNothing[]> {
  const condition =
    "checkoutId" in which
      ? Prisma.sql`c.id = ${which.checkoutId}::uuid`
      : Prisma.sql`c.ended_at between ${which.since}::timestamptz and ${which.until}::timestamptz`;
  return tx.$queryRaw<HeldForNothing[]>`
    select "checkoutId", units from (
      select c.id as "checkoutId",
        (coalesce((select sum(r.quantity) from reservation r where r.checkout_id = c.id and r.state = 'held'), 0)
          + coalesce((select sum(b.quantity) from booking b where b.checkout_id = c.id and b.state = 'held'), 0))::integer as units,
        exists (select from discount_use u where u.checkout_id = c.id and u.state = 'reserved') as "holdsDiscount"
      from checkout c where ${condition} and c.state in ('expired', 'cancelled')
    ) held where units > 0 or "holdsDiscount" limit ${limit}`;
}
