import { type PayoutFilter, type PayoutState, payoutStates } from "@dualtrack/contract";
import { readDay, readFlag, readOneOf, readText } from "../../search-params.ts";

/** What the page's address holds. Defaults are left out. */
export interface PayoutSearch {
  q?: string | undefined;
  state?: PayoutState | undefined;
  wrong?: true | undefined;
  currency?: string | undefined;
  /** Days of arrival. */
  from?: string | undefined;
  to?: string | undefined;
  /** Of the figures. */
  days?: "7" | "90" | undefined;
}

export function readPayoutSearch(search: Record<string, unknown>): PayoutSearch {
  const currency = readText(search.currency);
  return {
    q: readText(search.q),
    state: readOneOf(search.state, payoutStates),
    wrong: readFlag(search.wrong),
    currency: currency !== undefined && /^[a-z]{3}$/.test(currency) ? currency : undefined,
    from: readDay(search.from),
    to: readDay(search.to),
    days: readOneOf(search.days, ["7", "90"]),
  };
}

/** What the server is asked for. */
export function payoutQuery({ days: _, ...filter }: PayoutSearch): PayoutFilter {
  return filter;
}

export function isFiltered(search: PayoutSearch): boolean {
  return Object.values(payoutQuery(search)).some((value) => value !== undefined);
}
