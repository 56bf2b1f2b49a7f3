import type { RefusalCode } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import { type Measures, secondsSince } from "../measures.ts";

/** Refusals as somebody else has the goods, or the customer too many. */
const refusals: Partial<Record<RefusalCode, string>> = {
  OUT_OF_STOCK: "out_of_stock",
  BOOKING_TIME_TAKEN: "out_of_stock",
  HOLD_SHARE_TAKEN: "limited",
  TOO_MANY_HOLDS: "limited",
  SHOP_BUSY: "busy",
};

/** Runs what reserves goods, and measures how long it takes and what comes of it; `outcomeOf`: null if nothing was reserved, or to be. */
export async function measureReservation<Result>(
  { measures }: { measures: Measures },
  reserve: () => Promise<Result>,
  outcomeOf: (result: Result) => "reserved" | "out_of_stock" | "limited" | "changed" | null,
): Promise<Result> {
  const begun = performance.now();
  const record = (outcome: string | null) => {
    if (outcome !== null) measures.record("reservation_duration_seconds", { outcome }, secondsSince(begun));
  };
  try {
    const result = await reserve();
    record(outcomeOf(result));
    return result;
  } catch (error) {
    const refusal: RefusalCode | null = error instanceof DomainError ? error.code : null;
    record(refusal === null ? "failed" : (refusals[refusal] ?? null));
    throw error;
  }
}
