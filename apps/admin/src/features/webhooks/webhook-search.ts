import {
  type IgnoredReason,
  ignoredReasons,
  type WebhookEventState,
  webhookEventStates,
} from "@dualtrack/contract";
import { readDay, readList, readOneOf, readText } from "../../search-params.ts";

/** What the inbox's address holds: `?state=failed,dead`. Defaults are left out. */
export interface WebhookSearch {
  /** The chosen list; left out for the inbox. */
  tab?: "rejected" | undefined;
  state?: WebhookEventState[] | undefined;
  /** Why events are ignored. */
  reason?: IgnoredReason[] | undefined;
  /** The beginning of a type. */
  type?: string | undefined;
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export function readWebhookSearch(search: Record<string, unknown>): WebhookSearch {
  const type = readText(search.type, 100);
  return {
    tab: readOneOf(search.tab, ["rejected"]),
    state: readList(search.state, webhookEventStates),
    reason: readList(search.reason, ignoredReasons),
    type: type !== undefined && /^[a-z0-9_.]+$/.test(type) ? type : undefined,
    q: readText(search.q),
    from: readDay(search.from),
    to: readDay(search.to),
  };
}

/** The server's query for the inbox in the address. */
export function queryOf({ tab: _, state, reason, ...same }: WebhookSearch) {
  return { ...same, states: state, reasons: reason };
}

export function isFiltered({ tab: _, ...filters }: WebhookSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
