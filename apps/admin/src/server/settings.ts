import { getRouteApi } from "@tanstack/react-router";
import { queryClient, trpcClient } from "./client.ts";
import type { ShopSettings } from "./trpc.ts";

/** The shop's settings for the console; they stay the same while the page is open. */
export function fetchSettings(): Promise<ShopSettings> {
  return queryClient.fetchQuery({
    queryKey: ["settings"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => trpcClient.settings.public.query(),
  });
}

const route = getRouteApi("/console");

/** For every page for staff: the console's route has loaded the settings before. */
export function useSettings(): ShopSettings {
  return route.useRouteContext({ select: ({ settings }) => settings });
}
