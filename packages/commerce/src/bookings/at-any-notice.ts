import { serviceLimits } from "@dualtrack/contract";
import type { BookableVariant } from "./read-bookable.ts";

/** The same service as staff book it for a customer: as soon as they like, and farther ahead than customers can. */
export function atAnyNotice({ rules, ...variant }: BookableVariant): BookableVariant {
  return { ...variant, rules: { ...rules, leadMinutes: 0, horizonDays: serviceLimits.staffHorizonDays } };
}
