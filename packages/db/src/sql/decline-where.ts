import { Prisma } from "../../generated/prisma/client.ts";
import { containsTerms, type Terms } from "./contains-terms.ts";
import { escapeLike } from "./escape-like.ts";

/** What somebody searches by, as it was typed and as it is read. */
interface DeclineSearch {
  typed: string;
  /** Found in name and e-mail address. */
  terms: Terms;
  orderNumber: number | null;
}

/** Which failed payments are meant; what is left out narrows nothing. */
export interface DeclineChoice {
  since: Date;
  checkoutId?: string | undefined;
  reason?: string | undefined;
  address?: string | undefined;
  fingerprint?: string | undefined;
  email?: string | undefined;
  search?: DeclineSearch | undefined;
}

/** Why a payment failed: the bank's own reason if it gave one, else Stripe's error code. As its index has it. */
export const declineReason = Prisma.sql`coalesce(f.decline_code, f.code)`;

/** The choice as a condition on `payment_failure f`; only what is asked for stands in it, so that each index serves. */
export function declineWhere(choice: DeclineChoice): Prisma.Sql {
  const { since, checkoutId, reason, address, fingerprint, email, search } = choice;
  const conditions = [Prisma.sql`f.failed_at >= ${since}::timestamptz`];
  if (checkoutId) conditions.push(Prisma.sql`f.checkout_id = ${checkoutId}::uuid`);
  if (reason) conditions.push(Prisma.sql`${declineReason} = ${reason}`);
  if (address) conditions.push(Prisma.sql`f.client_ip = ${address}`);
  if (fingerprint) conditions.push(Prisma.sql`f.fingerprint = ${fingerprint}`);
  if (email) conditions.push(Prisma.sql`lower(f.email) = lower(${email})`);
  if (search) conditions.push(foundBy(search));
  return Prisma.join(conditions, " and ");
}

function foundBy({ typed, terms, orderNumber }: DeclineSearch): Prisma.Sql {
  const words = Prisma.sql`concat_ws(' ', f.name, f.email)`;
  const document = Prisma.sql`concat_ws(' ', plain_letters(${words}), spelled_out_letters(${words}))`;
  // The beginning of an id has its underscore; without one it would be any word that begins with a p.
  const id = typed.includes("_") ? `${escapeLike(typed)}%` : escapeLike(typed);
  const ofOrder =
    orderNumber === null
      ? Prisma.sql`false`
      : Prisma.sql`f.checkout_id in (select checkout_id from "order" where number = ${orderNumber}::integer
          union all select id from checkout where order_number = ${orderNumber}::integer)`;
  return Prisma.sql`(${containsTerms(document, terms)} or f.method_last4 = ${typed} or f.client_ip = ${typed}
    or f.payment_intent_id like ${id} or f.id like ${id} or ${ofOrder})`;
}
