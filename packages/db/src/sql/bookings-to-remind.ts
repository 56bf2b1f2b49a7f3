import type { Tx } from "../connect.ts";

interface Asked {
  now: Date;
  /** The most hours before the start at which any service reminds. */
  maxHours: number;
  /** Those after this id; null: from the first on. */
  after?: string | null;
  /** Only this one. */
  only?: string | null;
  limit?: number;
}

/**
 * Bookings whose customers are to be reminded now, by id: their service's hours before the start have begun, and they were booked,
 * or got their time, before that.
 */
export async function bookingsToRemind(
  tx: Tx,
  { now, maxHours, after = null, only = null, limit = 1 }: Asked,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select b.id from booking b join service s using (product_id)
    where b.state = 'confirmed' and b.reminded_at is null
      and b.starts_at > ${now} and b.starts_at <= ${now}::timestamptz + make_interval(hours => ${maxHours}::integer)
      and s.reminder_hours > 0
      and b.starts_at <= ${now}::timestamptz + make_interval(hours => s.reminder_hours)
      and coalesce(b.moved_at, b.ended_at) <= b.starts_at - make_interval(hours => s.reminder_hours)
      and (${after}::uuid is null or b.id > ${after}::uuid)
      and (${only}::uuid is null or b.id = ${only}::uuid)
    order by b.id limit ${limit}::integer`;
  return rows.map(({ id }) => id);
}
