import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

/** Up to so many rows of a table are all counted. */
const maxCounted = 10_000;

/**
 * How many rows of a table have which state. Those in one of the `open` states, which few have, are counted. Of the others, the many that have
 * ended, the planner's statistics say how many there are once the table is large: the answer takes as long with a million of them as with none.
 */
export function countStates(
  tx: Tx,
  { table, open }: { table: "order" | "checkout" | "webhook_event" | "refund"; open: readonly string[] },
): Promise<{ state: string; count: number }[]> {
  const rows = Prisma.raw(`"${table}"`);
  const states = Prisma.sql`${[...open]}::text[]::${Prisma.raw(`${table}_state[]`)}`;
  const size = Prisma.sql`(select reltuples from pg_class where oid = ${`"${table}"`}::regclass)`;
  return tx.$queryRaw<{ state: string; count: number }[]>`
    select state::text, count(*)::integer as count from ${rows} where state = any(${states}) group by 1
    union all
    select state::text, count(*)::integer from ${rows}
    where state <> all(${states}) and ${size} < ${maxCounted} group by 1
    union all
    select v.state, (${size} * v.share)::integer
    from pg_stats s cross join lateral unnest(s.most_common_vals::text::text[], s.most_common_freqs) as v (state, share)
    where s.schemaname = 'public' and s.tablename = ${table} and s.attname = 'state'
      and ${size} >= ${maxCounted} and v.state <> all(${[...open]}::text[])`;
}
