import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import { assertLength } from "../../stripe/limits.ts";

/**
 * Makes sure that a lookup key is free for the price `owner`: with `transfer` it is taken from the price that has it.
 * https://docs.stripe.com/products-prices/manage-prices#lookup-keys
 */
export function claimLookupKey(
  work: UnitOfWork,
  key: string | null,
  { owner, transfer }: { owner?: string; transfer: boolean | undefined },
): string | null {
  if (!key) return null;
  assertLength(key, 200, "lookup_key");
  const [holder] = work.store.list({ type: "price", equals: { lookup_key: key }, limit: 1 }).data;
  if (!holder || holder.id === owner) return key;
  if (!transfer)
    throw refusal(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: "lookup_key" });
  const without = { ...holder, lookup_key: null };
  work.store.update(without);
  recordEvent(work, "price.updated", without, holder);
  return key;
}
