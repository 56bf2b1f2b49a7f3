import { trpc } from "../../server/trpc.ts";

/** Invalidates every query that shows the order, after an action changed it. */
export function useOrderChanged(number: string): () => Promise<unknown> {
  const utils = trpc.useUtils();
  return () =>
    Promise.all([
      utils.orders.forStaff.invalidate({ number }),
      utils.orders.list.invalidate(),
      utils.reports.attention.invalidate(),
    ]);
}
