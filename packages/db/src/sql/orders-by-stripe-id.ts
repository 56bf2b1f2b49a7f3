import type { Tx } from "../connect.ts";
import { escapeLike } from "./escape-like.ts";

/**
 * Ids of the orders with a payment, Checkout Session, charge, refund, dispute, early fraud warning or review at Stripe whose id begins
 * with `prefix`. Null if there are more than `limit`.
 */
export async function ordersByStripeId(
  tx: Tx,
  { prefix, limit }: { prefix: string; limit: number },
): Promise<string[] | null> {
  const pattern = `${escapeLike(prefix)}%`;
  const atMost = limit + 1;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    (select id::text from "order" where payment_intent_id like ${pattern} limit ${atMost})
    union
    (select o.id::text from (
      (select payment_intent_id from payment where payment_intent_id like ${pattern} limit ${atMost})
      union all (select payment_intent_id from payment where charge_id like ${pattern} limit ${atMost})
      union all (select payment_intent_id from refund where stripe_refund_id like ${pattern} limit ${atMost})
      union all (select payment_intent_id from dispute where id like ${pattern} limit ${atMost})
      union all (select payment_intent_id from fraud_warning where id like ${pattern} limit ${atMost})
      union all (select payment_intent_id from payment_review where id like ${pattern} limit ${atMost})
    ) found
    join payment p using (payment_intent_id)
    join "order" o on o.checkout_id = p.checkout_id)
    union
    (select o.id::text from payment_session s join "order" o using (checkout_id)
      where s.stripe_id like 'cs\\_%' and s.stripe_id like ${pattern} limit ${atMost})
    limit ${atMost}`;
  return rows.length > limit ? null : rows.map(({ id }) => id);
}
