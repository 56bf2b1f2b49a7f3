import { Prisma } from "../../generated/prisma/client.ts";

/** How much of payment `p` staff paid back outside Stripe, as its refund had failed, in minor units. */
export const paidAnotherWay = Prisma.sql`coalesce((
  select sum(paid.amount) from refund paid where paid.payment_intent_id = p.payment_intent_id
    and paid.state in ('failed', 'canceled') and paid.paid_another_way_at is not null), 0)`;
