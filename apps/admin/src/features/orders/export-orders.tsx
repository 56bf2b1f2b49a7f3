import { type Me, trpc } from "../../server/trpc.ts";
import { ExportButton } from "../../ui/export-button.tsx";
import type { OrderQuery } from "./order-search.ts";

export function exportUrl(wanted: OrderQuery | { ids: string[] }): string {
  return `/exports/orders.csv?filter=${encodeURIComponent(JSON.stringify(wanted))}`;
}

/** Exports the orders that match the page's filters, or the selected ones. */
export function ExportOrders({ filter, me }: { filter: OrderQuery; me: Me }) {
  const { sort: _, ...counted } = filter;
  return (
    <ExportButton
      url={exportUrl(filter)}
      me={me}
      useCount={(isOpen) => trpc.orders.count.useQuery(counted, { enabled: isOpen, staleTime: 0 })}
      named={(count) => (count === 1 ? "1 order" : `${count.toLocaleString("en-IE")} orders`)}
      contents="names and e-mail addresses"
    />
  );
}
