import { Prisma } from "../../generated/prisma/client.ts";
import { escapeLike } from "./escape-like.ts";

/** Which failed payments are meant; what is left out narrows nothing. */
export interface DeclineChoice {
  since: Date;
  checkoutId?: string | undefined;
  reason?: string | undefined;
  address?: string | undefined;
  fingerprint?: string | undefined;
  email?: string | undefined;
  q?: string | undefined;
}

/** Why a payment failed: the bank's own reason if it gave one, else Stripe's error code. As its index has it. */
export const declineReason = Prisma.sql`coalesce(f.decline_code, f.code)`;

/** The choice as a condition on `payment_failure f`; only what is asked for stands in it, so that each index serves. */
export function declineWhere(choice: DeclineChoice): Prisma.Sql {
  const { since, checkoutId, reason, address, fingerprint, email, q } = choice;
  const conditions = [Prisma.sql`f.failed_at >= ${since}::timestamptz`];
  if (checkoutId) conditions.push(Prisma.sql`f.checkout_id = ${checkoutId}::uuid`);
  if (reason) conditions.push(Prisma.sql`${declineReason} = ${reason}`);
  if (address) conditions.push(Prisma.sql`f.client_ip = ${address}`);
  if (fingerprint) conditions.push(Prisma.sql`f.fingerprint = ${fingerprint}`);
  if (email) conditions.push(Prisma.sql`lower(f.email) = lower(${email})`);
  if (q) conditions.push(foundBy(q));
  return Prisma.join(conditions, " and ");
}

function foundBy(q: string): Prisma.Sql {
  const pattern = `%${escapeLike(q)}%`;
  // The beginning of an id has its underscore; without one it would be any word that begins with a p.
  const id = q.includes("_") ? `${escapeLike(q)}%` : escapeLike(q);
  const number = Number(/^(?:#\s*)?(?:dt[\s#-]*)?0*(\d{1,9})$/i.exec(q)?.[1] ?? Number.NaN);
  const ofOrder = Number.isNaN(number)
    ? Prisma.sql`false`
    : Prisma.sql`f.checkout_id in (select checkout_id from "order" where number = ${number}::integer
        union all select id from checkout where order_number = ${number}::integer)`;
  return Prisma.sql`(f.email ilike ${pattern} or f.name ilike ${pattern} or f.method_last4 = ${q}
    or f.client_ip = ${q} or f.payment_intent_id like ${id} or f.id like ${id} or ${ofOrder})`;
}
