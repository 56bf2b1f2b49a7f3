import type { Tx } from "@dualtrack/db";
import type { LineItem } from "../same-item.ts";
import { findSlot } from "./free-slots.ts";
import { type BookableVariant, readBookable } from "./read-bookable.ts";

interface Asked extends Pick<Parameters<typeof findSlot>[2], "own" | "timeZone" | "now"> {
  lines: readonly LineItem[];
  /** What the times of a variant are computed from; left out: what it offers to customers. */
  offer?: (variant: BookableVariant) => BookableVariant;
}

/**
 * How many places whoever asks can book of each line that is a service, in the order of the lines; null for a time at which it does not
 * begin. Lines that begin together don't see each other: the checkout decides.
 */
export async function placesOfLines(
  tx: Tx,
  { lines, offer = (variant) => variant, ...asked }: Asked,
): Promise<(number | null)[]> {
  if (lines.length === 0) return [];
  const bookable = await readBookable(
    tx,
    lines.map(({ variantId }) => variantId),
  );
  const places: (number | null)[] = [];
  for (const { variantId, startsAt } of lines) {
    const variant = bookable.find((candidate) => candidate.variantId === variantId);
    const isPossible = variant !== undefined && startsAt !== null;
    const slot = isPossible ? await findSlot(tx, offer(variant), { ...asked, startsAt }) : undefined;
    places.push(slot?.free ?? null);
  }
  return places;
}
