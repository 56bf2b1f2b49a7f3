import { trpc } from "../../server/trpc.ts";

/** After something was done to stock: whatever shows it asks the server again. */
export function useStockChanged(): () => Promise<unknown> {
  const utils = trpc.useUtils();
  return () =>
    Promise.all([utils.stock.invalidate(), utils.reservations.invalidate(), utils.reports.invalidate()]);
}
