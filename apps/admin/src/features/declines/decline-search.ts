import { type DeclinePeriod, declinePeriods } from "@dualtrack/contract";
import { readOneOf, readText } from "../../search-params.ts";

/** What the page's address holds. Defaults are left out. */
export interface DeclineSearch {
  period?: DeclinePeriod | undefined;
  q?: string | undefined;
  reason?: string | undefined;
  address?: string | undefined;
  /** A card's fingerprint. */
  card?: string | undefined;
  email?: string | undefined;
}

export const usualPeriod: DeclinePeriod = "24h";

export function readDeclineSearch(search: Record<string, unknown>): DeclineSearch {
  const period = readOneOf(search.period, declinePeriods);
  return {
    period: period === usualPeriod ? undefined : period,
    q: readText(search.q),
    reason: readText(search.reason, 100),
    address: readText(search.address, 100),
    card: readText(search.card, 100),
    email: readText(search.email, 320),
  };
}

/** The filter in the form that the server expects. */
export function declineQuery({ period = usualPeriod, card, ...filter }: DeclineSearch) {
  return { period, fingerprint: card, ...filter };
}

export function isFiltered({ period: _, ...filter }: DeclineSearch): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}
