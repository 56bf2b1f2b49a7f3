import { type WebhookEventState, webhookEventStates } from "@dualtrack/contract";
import { readDay, readList, readOneOf, readText } from "../../search-params.ts";

/** What the inbox's address says: `?state=failed,dead`. Nothing is there that is as it always is. */
export interface WebhookSearch {
  /** Which list; left out: the inbox. */
  tab?: "rejected" | undefined;
  state?: WebhookEventState[] | undefined;
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
    type: type !== undefined && /^[a-z0-9_.]+$/.test(type) ? type : undefined,
    q: readText(search.q),
    from: readDay(search.from),
    to: readDay(search.to),
  };
}

/** The question to the server that stands in the address. */
export function queryOf({ tab: _, state, ...same }: WebhookSearch) {
  return { ...same, states: state };
}

export function isFiltered({ tab: _, ...filters }: WebhookSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
