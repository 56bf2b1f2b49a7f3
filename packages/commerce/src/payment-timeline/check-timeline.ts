import type { CheckedField } from "@dualtrack/contract";
import type { OrderHistory } from "@dualtrack/db";
import { recomputeOrder } from "./recompute-order.ts";

/** Something that an order's timeline and the books say differently. Amounts are in minor units of the order's currency. */
interface TimelineDifference {
  field: CheckedField;
  /** Null: the timeline has no entry that says so. */
  timeline: string | number | null;
  books: string | number;
}

export interface TimelineCheck {
  /** Empty: the books say what the timeline says. */
  differences: TimelineDifference[];
  /** False: an older version wrote entries without amounts, so that only the order's state was compared. */
  comparesAmounts: boolean;
}

/** Compares an order, as the books have it, with what its timeline alone says of it. */
export function checkTimeline({ decisions, ...books }: OrderHistory): TimelineCheck {
  const { hasAmounts, impossibleMoves, ...recomputed } = recomputeOrder(decisions);
  const fields = hasAmounts
    ? (["state", "paymentState", "captured", "refunded", "disputed"] as const)
    : (["state"] as const);
  const differences: TimelineDifference[] = fields
    .filter((field) => recomputed[field] !== books[field])
    .map((field) => ({ field, timeline: recomputed[field], books: books[field] }));
  for (const timeline of impossibleMoves) differences.push({ field: "move", timeline, books: books.state });
  return { differences, comparesAmounts: hasAmounts };
}
