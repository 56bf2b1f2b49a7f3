import { auditLedger } from "@dualtrack/commerce";
import { exploreSales } from "../state-model/explore.ts";
import type { Stage } from "./stage.ts";
import type { World } from "./world.ts";

const possible = new Set(exploreSales().sales.keys());

/** What the history has broken, in words: by the ledger's audit, and by what holds only when nothing happens any more. */
export async function judge({ world, acknowledged }: Stage): Promise<string[]> {
  const { outside } = world;
  const { db } = outside;
  const { violations, inFlight } = await auditLedger(outside);
  const found = violations.map(
    ({ promise, problem, row }) => `promise ${promise}: ${problem} ${JSON.stringify(row)}`,
  );
  if (inFlight > 0) found.push(`${inFlight} payments have no outcome`);
  const rules = await db.$queryRaw<{ problem: string; count: number }[]>`
    select 'a checkout is still live' as problem, count(*)::integer as count from checkout c
      where state in ('open', 'paying') and not exists (
        select from payment p where p.checkout_id = c.id and p.status = 'processing')
    union all select 'a provisional order has no outcome', count(*)::integer from "order" o
      where state = 'processing' and not exists (
        select from payment p where p.payment_intent_id = o.payment_intent_id and p.status = 'processing')
    union all select 'a refund was never sent', count(*)::integer from refund where state = 'requested'
    union all select 'Stripe and the books differ', count(*)::integer from discrepancy where state = 'open'
    union all select 'an event waits to be handled', count(*)::integer from webhook_event
      where state in ('received', 'failed')
    union all select 'a job was given up', count(*)::integer from graphile_worker.jobs
      where attempts >= max_attempts`;
  for (const { problem, count } of rules) if (count > 0) found.push(`${problem} (${count})`);
  const stored = await db.webhookEvent.count({ where: { id: { in: [...acknowledged] } } });
  if (stored < acknowledged.size)
    found.push(`${acknowledged.size - stored} acknowledged events are not stored`);
  return found;
}

/** The states in which a commit has left a sale, and that the model does not know: once seen, nothing that follows makes up for it. */
export async function impossibleSales(world: World): Promise<string[]> {
  return (await world.seenSales())
    .filter((sale) => !possible.has(sale))
    .map((sale) => `a sale was left in a state that the model does not have: ${sale}`);
}
