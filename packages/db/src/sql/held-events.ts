import type { Tx } from "../connect.ts";
import { enqueue } from "../jobs.ts";

/**
 * Queues the jobs of stored events that have none, as their handling was switched off when it ran, for the first time or after a failure: the oldest first, `limit` at most.
 * Answers how many.
 */
export async function queueHeldEvents(tx: Tx, { limit }: { limit: number }): Promise<number> {
  const held = await tx.$queryRaw<{ id: string }[]>`
    select id from webhook_event e
    where state in ('received', 'failed') and not exists (
      select from graphile_worker.jobs where key in ('event:' || e.id, 'postponed:handle-event:' || e.id))
    order by created_at, id
    limit ${limit}`;
  for (const { id } of held) await enqueue(tx, "handle-event", { eventId: id }, { key: `event:${id}` });
  return held.length;
}
