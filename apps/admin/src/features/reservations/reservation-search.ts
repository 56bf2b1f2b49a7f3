import {
  type ReservationPeriod,
  type ReservationState,
  reservationPeriods,
  reservationStates,
} from "@dualtrack/contract";
import { readDay, readId, readOneOf, readText } from "../../search-params.ts";

export const reservationTabs = ["checkout", "product", "history"] as const;
type ReservationTab = (typeof reservationTabs)[number];

/** What the page's address holds. Defaults are left out. */
export interface ReservationSearch {
  tab?: ReservationTab | undefined;
  /** Only checkouts that reserve units of this variant. */
  variant?: string | undefined;
  period?: ReservationPeriod | undefined;
  q?: string | undefined;
  state?: ReservationState | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export function readReservationSearch(search: Record<string, unknown>): ReservationSearch {
  const tab = readOneOf(search.tab, reservationTabs);
  const period = readOneOf(search.period, reservationPeriods);
  return {
    tab: tab === "checkout" ? undefined : tab,
    variant: readId(search.variant),
    period: period === "24h" ? undefined : period,
    q: readText(search.q),
    state: readOneOf(search.state, reservationStates),
    from: readDay(search.from),
    to: readDay(search.to),
  };
}
