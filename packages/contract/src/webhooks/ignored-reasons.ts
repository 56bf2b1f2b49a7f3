/**
 * Why an event changed nothing.
 * `not_acted_on`: of a type that says nothing which another type does not. `no_payment`: about an object without a payment. `other_program`:
 * its payment does not name a checkout, so another program made it. `other_shop`: another shop on the same account made it.
 */
export const ignoredReasons = ["not_acted_on", "no_payment", "other_program", "other_shop"] as const;
export type IgnoredReason = (typeof ignoredReasons)[number];

/** Reads a stored reason. Null: there is none, or an older version ignored the event. */
export function readIgnoredReason(stored: string | null): IgnoredReason | null {
  return ignoredReasons.find((known) => known === stored) ?? null;
}
