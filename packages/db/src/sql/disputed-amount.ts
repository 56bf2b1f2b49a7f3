import { Prisma } from "../../generated/prisma/client.ts";

/** The bank has taken the money, provisionally or finally. */
const disputeHoldsMoney = Prisma.sql`
  status in ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review', 'lost')`;

/** The disputed amount of payment `p` that the customer's bank has taken, in minor units. It can't be refunded. */
export const disputedAmount = Prisma.sql`coalesce((
  select sum(d.amount) from dispute d
  where d.payment_intent_id = p.payment_intent_id and ${disputeHoldsMoney}), 0)`;
