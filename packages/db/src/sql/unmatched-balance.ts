import { Prisma } from "../../generated/prisma/client.ts";

/** Whether a row `b` of `balance_transaction` is a charge, refund or dispute that the books do not have. */
export const isUnmatched = Prisma.sql`case b.category
  when 'charge' then not exists (select from payment p where p.payment_intent_id = b.payment_intent_id)
  when 'refund' then not exists (select from refund r where r.stripe_refund_id = b.source_id)
  when 'dispute' then not exists (select from dispute d where d.id = b.source_id)
  else false end`;
