import { Prisma } from "../../generated/prisma/client.ts";

/** The bank has the money, for now or for good. */
const disputeHoldsMoney = Prisma.sql`
  status in ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review', 'lost')`;

/** How much of payment `p` its customer's bank holds or has kept, in minor units: that much can't be refunded. */
export const disputedAmount = Prisma.sql`coalesce((
  select sum(d.amount) from dispute d
  where d.payment_intent_id = p.payment_intent_id and ${disputeHoldsMoney}), 0)`;
