import type { QueryKey } from "@tanstack/react-query";
import { queryClient } from "../../server/client.ts";
import { useChanges } from "../../server/live.ts";
import { type ListedEvent, trpc } from "../../server/trpc.ts";
import { queryOf, type WebhookSearch } from "./webhook-search.ts";

/** The most rows that are read again; those further down hardly change any more. */
const maxRefreshed = 100;

/**
 * Counts the events that came since the list was read. The shown rows change in place when their events do, and never
 * move.
 */
export function useNewEvents(
  search: WebhookSearch,
  { shown, listKey }: { shown: ListedEvent[]; listKey: QueryKey },
  onChanged: (events: ListedEvent[]) => void,
): number {
  const utils = trpc.useUtils();
  const since = shown[0]?.receivedAt ?? new Date(0).toISOString();
  const newEvents = trpc.webhooks.countNewer.useQuery({ ...queryOf(search), since }, { staleTime: 0 });
  useChanges("webhook", async () => {
    void utils.webhooks.countNewer.invalidate();
    void utils.webhooks.counts.invalidate();
    const ids = shown.slice(0, maxRefreshed).map(({ id }) => id);
    if (ids.length === 0) return;
    const read = async () => (await utils.client.webhooks.list.query({ ids, limit: maxRefreshed })).events;
    // The next change tries again; the list itself says when it can't be loaded.
    await queryClient.patchQueryData(listKey, read, onChanged).catch(() => {});
  });
  return newEvents.data?.newer ?? 0;
}
