import type { Db } from "../connect.ts";

/**
 * Counts one more call under `key`, and answers how many there were since its window began, this one among them, and
 * when that was. A window that is over begins anew.
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
