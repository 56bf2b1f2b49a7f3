import type { Db } from "../connect.ts";

/**
 * Counts one more call under `key`. Answers how many calls there were since the window began, this one included, and when
 * it began. After the end of a window a new one begins.
 */
export async function countCall(
  db: Db,
  { key, windowMs, at }: { key: string; windowMs: number; at: Date },
): Promise<{ count: number; beganAt: Date }> {
  const over = new Date(at.getTime() - windowMs);
  const [row] = await db.$queryRaw<{ count: number; beganAt: Date }[]>`
    insert into call_count as counted (key, count, began_at) values (${key}, 1, ${at})
    on conflict (key) do update set
      count = case when counted.began_at <= ${over} then 1 else counted.count + 1 end,
      began_at = case when counted.began_at <= ${over} then ${at} else counted.began_at end
    returning count, began_at as "beganAt"`;
  if (row === undefined) throw new Error("PostgreSQL answered no row for a call");
  return row;
}
