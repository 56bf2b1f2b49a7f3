import type { Db } from "../connect.ts";

export interface CountedCall {
  key: string;
  windowMs: number;
  at: Date;
}

export interface CallCount {
  /** How many calls there were since the window began, this one included. */
  count: number;
  beganAt: Date;
}

/**
 * Counts calls under their keys, in one statement. Answers for each, in their order, which one of its window it was. After the end of a window
 * a new one begins.
 */
export async function countCalls(db: Db, calls: readonly CountedCall[]): Promise<CallCount[]> {
  const groups = [...Map.groupBy(calls, ({ key }) => key)].map(([key, own]) => {
    const at = new Date(Math.max(...own.map((call) => call.at.getTime())));
    const windowMs = Math.max(...own.map((call) => call.windowMs));
    return { key, calls: own.length, at, over: new Date(at.getTime() - windowMs) };
  });
  // Sorted, so that no two statements wait for each other's rows.
  groups.sort((a, b) => (a.key < b.key ? -1 : 1));
  const rows = await db.$queryRaw<(CallCount & { key: string })[]>`
    with called as (
      select * from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb)
        as c (key text, calls integer, at timestamptz, over timestamptz)
    )
    insert into call_count as counted (key, count, began_at) select key, calls, at from called
    on conflict (key) do update set (count, began_at) = (
      select
        case when counted.began_at <= c.over then c.calls else counted.count + c.calls end,
        case when counted.began_at <= c.over then c.at else counted.began_at end
      from called c where c.key = excluded.key)
    returning key, count, began_at as "beganAt"`;
  const left = new Map(groups.map(({ key, calls: number }) => [key, number]));
  const counted = new Map(rows.map((row) => [row.key, row]));
  return calls.map(({ key }) => {
    const row = counted.get(key);
    const after = (left.get(key) ?? 0) - 1;
    left.set(key, after);
    if (row === undefined) throw new Error("PostgreSQL answered no row for a call");
    return { count: row.count - after, beganAt: row.beganAt };
  });
}
