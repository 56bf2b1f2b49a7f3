import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

export interface CustomerHistory {
  /** Whether an order of theirs was ever confirmed. */
  hasOrdered: boolean;
  /** Reserved and committed uses of discounts. */
  uses: { discountId: string; count: number }[];
}

/**
 * What a customer has bought and used in other checkouts than these. Customers are known by their e-mail address, and by
 * the cards and bank accounts that were used with it.
 */
export async function customerHistory(
  tx: Tx,
  { customerKey, except }: { customerKey: string; except: readonly string[] },
): Promise<CustomerHistory> {
  const isOther = Prisma.sql`and c.id <> all(${except}::uuid[])`;
  const [row] = await tx.$queryRaw<[CustomerHistory]>`
    with fingerprints as (
      select distinct p.method_fingerprint as fingerprint
      from checkout c join payment p on p.checkout_id = c.id
      where c.customer_key = ${customerKey} and p.method_fingerprint is not null
    ), theirs as (
      select c.id from checkout c where c.customer_key = ${customerKey} ${isOther}
      union
      select c.id from fingerprints f
        join payment p on p.method_fingerprint = f.fingerprint join checkout c on c.id = p.checkout_id
        where true ${isOther}
    )
    select
      exists (select from "order" o join theirs t on t.id = o.checkout_id where o.confirmed_at is not null) as "hasOrdered",
      coalesce((
        select json_agg(json_build_object('discountId', discount_id, 'count', count)) from (
          select u.discount_id, count(*) from discount_use u join theirs t on t.id = u.checkout_id
          where u.state in ('reserved', 'committed') group by 1) counted
      ), '[]') as uses`;
  return row;
}
