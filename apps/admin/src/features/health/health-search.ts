import { type HealthRange, healthRanges } from "@dualtrack/contract";
import { readOneOf } from "../../search-params.ts";

/** What the page's address holds. The default is left out. */
export interface HealthSearch {
  range?: HealthRange | undefined;
}

export const usualRange: HealthRange = "24h";

export function readHealthSearch(search: Record<string, unknown>): HealthSearch {
  const range = readOneOf(search.range, healthRanges);
  return { range: range === usualRange ? undefined : range };
}
