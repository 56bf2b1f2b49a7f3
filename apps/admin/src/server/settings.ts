import { getRouteApi } from "@tanstack/react-router";
import { queryClient, trpcClient } from "./client.ts";
import type { ShopSettings } from "./trpc.ts";

/** What the console must know of the shop; it stays the same while the page is open. */
export function findSettings(): Promise<ShopSettings> {
  return queryClient.fetchQuery({
    queryKey: ["settings"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => trpcClient.settings.public.query(),
  });
}

const route = getRouteApi("/console");

/** On every page for staff: its route has asked for them before it opens. */
export function useSettings(): ShopSettings {
  return route.useRouteContext({ select: ({ settings }) => settings });
}
