import { trpc } from "./trpc.ts";

/** What needs attention, read again each minute: the rail's badges and the home page show the same. */
export function useAttention() {
  return trpc.reports.attention.useQuery(undefined, { refetchInterval: 60_000 });
}
