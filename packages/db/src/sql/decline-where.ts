import { Prisma } from "../../generated/prisma/client.ts";
import { containsTerms, type Terms } from "./contains-terms.ts";
import { escapeLike } from "./escape-like.ts";

/** The search text, and what it was parsed into. */
interface DeclineSearch {
  typed: string;
  /** Searched in name and e-mail address. */
  terms: Terms;
  orderNumber: number | null;
}

/** Filter for failed payments; fields that are left out don't restrict it. */
export interface DeclineSqlFilter {
  since: Date;
  checkoutId?: string | undefined;
  reason?: string | undefined;
  address?: string | undefined;
  fingerprint?: string | undefined;
  email?: string | undefined;
  search?: DeclineSearch | undefined;
}

/** Why a payment failed: the bank's reason if it gave one, else Stripe's error code. Its index has the same expression. */
export const declineReason = Prisma.sql`coalesce(f.decline_code, f.code)`;

/** The filter as a condition on `payment_failure f`. It contains only the given fields, so that their indices are used. */
export function declineWhere(filter: DeclineSqlFilter): Prisma.Sql {
  const { since, checkoutId, reason, address, fingerprint, email, search } = filter;
  const conditions = [Prisma.sql`f.failed_at >= ${since}::timestamptz`];
  if (checkoutId) conditions.push(Prisma.sql`f.checkout_id = ${checkoutId}::uuid`);
  if (reason) conditions.push(Prisma.sql`${declineReason} = ${reason}`);
  if (address) conditions.push(Prisma.sql`f.client_ip = ${address}`);
  if (fingerprint) conditions.push(Prisma.sql`f.fingerprint = ${fingerprint}`);
  if (email) conditions.push(Prisma.sql`lower(f.email) = lower(${email})`);
  if (search) conditions.push(matchesSearch(search));
  return Prisma.join(conditions, " and ");
}

function matchesSearch({ typed, terms, orderNumber }: DeclineSearch): Prisma.Sql {
  const text = Prisma.sql`concat_ws(' ', f.name, f.email)`;
  const document = Prisma.sql`concat_ws(' ', plain_letters(${text}), spelled_out_letters(${text}))`;
  // An id's prefix must contain the underscore; otherwise every word that begins with a p would match.
  const id = typed.includes("_") ? `${escapeLike(typed)}%` : escapeLike(typed);
  const ofOrder =
    orderNumber === null
      ? Prisma.sql`false`
      : Prisma.sql`f.checkout_id in (select checkout_id from "order" where number = ${orderNumber}::integer
          union all select id from checkout where order_number = ${orderNumber}::integer)`;
  return Prisma.sql`(${containsTerms(document, terms)} or f.method_last4 = ${typed} or f.client_ip = ${typed}
    or f.payment_intent_id like ${id} or f.id like ${id} or ${ofOrder})`;
}
