import { Prisma } from "../../generated/prisma/client.ts";

/** The amount that staff paid back for payment `p` outside Stripe after failed refunds, in minor units. */
export const paidAnotherWay = Prisma.sql`coalesce((
  select sum(paid.amount) from refund paid where paid.payment_intent_id = p.payment_intent_id
    and paid.state in ('failed', 'canceled') and paid.paid_another_way_at is not null), 0)`;
