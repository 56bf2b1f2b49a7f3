import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

/** What failed payments are grouped by. */
export type DeclineSourceKind = "address" | "card";

export interface DeclineSource {
  /** The address, or the card's fingerprint. */
  value: string;
  tries: number;
  cards: number;
  addresses: number;
  /** Checkouts among them that became orders later. */
  orders: number;
  lastAt: Date;
  /** The hour with the most attempts: their number, cards and addresses, and the end of the hour. */
  hourTries: number;
  hourCards: number;
  hourAddresses: number;
  hourEndsAt: Date;
  /** Of a card or a bank account. */
  methodLabel: string | null;
  methodLast4: string | null;
  methodCountry: string | null;
  methodType: string | null;
}

const columns: Record<DeclineSourceKind, Prisma.Sql> = {
  address: Prisma.sql`client_ip`,
  card: Prisma.sql`fingerprint`,
};

/** The most sources that are examined hour by hour. */
const maxSources = 1_000;

/**
 * Addresses or cards of the failed payments since `since`, those with the most attempts first. `minInHour`: only sources
 * with at least so many attempts within one hour.
 */
export function declineSources(
  tx: Tx,
  {
    kind,
    since,
    minInHour,
    limit,
  }: { kind: DeclineSourceKind; since: Date; minInHour: number; limit: number },
): Promise<DeclineSource[]> {
  const column = columns[kind];
  return tx.$queryRaw<DeclineSource[]>`
    with often as (
      select ${column} as value, count(*) as tries, max(failed_at) as last_at
      from payment_failure
      where failed_at >= ${since}::timestamptz and ${column} is not null
      group by 1
      having count(*) >= ${minInHour}
      order by tries desc, last_at desc
      limit ${minInHour === 1 ? limit : maxSources}
    ),
    tried as (
      select o.value, f.fingerprint, f.client_ip, f.checkout_id, f.failed_at, f.method_label, f.method_last4,
        f.method_country, f.method_type,
        count(*) over (
          partition by o.value order by f.failed_at range between interval '1 hour' preceding and current row
        ) as in_hour
      from often o
      join payment_failure f on f.${column} = o.value and f.failed_at >= ${since}::timestamptz
    ),
    source as (
      select value, count(*) as tries, count(distinct fingerprint) as cards, count(distinct client_ip) as addresses,
        max(failed_at) as last_at, max(in_hour) as hour_tries,
        (array_agg(failed_at order by in_hour desc, failed_at desc))[1] as hour_ends_at,
        max(method_label) as method_label, max(method_last4) as method_last4, max(method_country) as method_country,
        max(method_type) as method_type
      from tried
      group by value
      having max(in_hour) >= ${minInHour}
      order by tries desc, last_at desc
      limit ${limit}
    )
    select s.value, s.tries::integer, s.cards::integer, s.addresses::integer, s.last_at as "lastAt",
      s.hour_tries::integer as "hourTries", hour.cards::integer as "hourCards",
      hour.addresses::integer as "hourAddresses", s.hour_ends_at as "hourEndsAt",
      s.method_label as "methodLabel", s.method_last4 as "methodLast4", s.method_country as "methodCountry",
      s.method_type as "methodType",
      (select count(*)::integer from "order" o
        where o.confirmed_at is not null
          and o.checkout_id in (select t.checkout_id from tried t where t.value = s.value)) as orders
    from source s
    cross join lateral (
      select count(distinct t.fingerprint) as cards, count(distinct t.client_ip) as addresses
      from tried t
      where t.value = s.value and t.failed_at between s.hour_ends_at - interval '1 hour' and s.hour_ends_at
    ) as hour
    order by s.tries desc, s.last_at desc`;
}
