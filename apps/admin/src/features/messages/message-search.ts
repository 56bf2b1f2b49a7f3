import { type MessageReason, type MessageShow, messageReasons, messageShows } from "@dualtrack/contract";
import { readOneOf, readText } from "../../search-params.ts";

/** What the page's address holds. Defaults are left out. */
export interface MessageSearch {
  /** Undefined: the open ones. */
  show?: Exclude<MessageShow, "open"> | undefined;
  reason?: MessageReason | undefined;
  q?: string | undefined;
}

/** Reads a choice of the filter; what is usual is left out. */
export function readShow(value: unknown): MessageSearch["show"] {
  const show = readOneOf(value, messageShows);
  return show === "open" ? undefined : show;
}

export function readMessageSearch(search: Record<string, unknown>): MessageSearch {
  return {
    show: readShow(search.show),
    reason: readOneOf(search.reason, messageReasons),
    q: readText(search.q),
  };
}

/** The filter in the form that the server expects. */
export function messageQuery({ show, reason, q }: MessageSearch) {
  return { show: show ?? ("open" as const), reason, q };
}

export function isFiltered({ reason, q }: MessageSearch): boolean {
  return reason !== undefined || q !== undefined;
}
