import { trpc } from "../../server/trpc.ts";

/** After something was done to an order: whatever shows it asks the server again. */
export function useOrderChanged(number: string): () => Promise<unknown> {
  const utils = trpc.useUtils();
  return () =>
    Promise.all([
      utils.orders.forStaff.invalidate({ number }),
      utils.orders.list.invalidate(),
      utils.reports.attention.invalidate(),
    ]);
}
