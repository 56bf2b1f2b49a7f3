import { trpc } from "../../server/trpc.ts";

/** Invalidates every query that shows stock, after an action changed it. */
export function useStockChanged(): () => Promise<unknown> {
  const utils = trpc.useUtils();
  return () =>
    Promise.all([utils.stock.invalidate(), utils.reservations.invalidate(), utils.reports.invalidate()]);
}
