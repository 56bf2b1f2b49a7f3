import { type DiscountStatus, discountStatuses } from "@dualtrack/contract";
import { readOneOf, readText } from "../../search-params.ts";

/** What the list's address says. Nothing is there that is as it always is. */
export interface DiscountSearch {
  /** A part of a name, or a code. */
  q?: string | undefined;
  status?: DiscountStatus | undefined;
}

export function readDiscountSearch(search: Record<string, unknown>): DiscountSearch {
  return { q: readText(search.q), status: readOneOf(search.status, discountStatuses) };
}
