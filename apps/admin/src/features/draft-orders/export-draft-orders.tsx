import { type Me, trpc } from "../../server/trpc.ts";
import { ExportButton } from "../../ui/export-button.tsx";
import type { DraftSearch } from "./draft-search.ts";

/** Exports the draft orders that match the page's filters. */
export function ExportDraftOrders({ search: { q, state }, me }: { search: DraftSearch; me: Me }) {
  const filter = { state: state ?? ("all" as const), ...(q && { q }) };
  return (
    <ExportButton
      url={`/exports/draft-orders.csv?filter=${encodeURIComponent(JSON.stringify(filter))}`}
      me={me}
      useCount={(isOpen) => trpc.draftOrders.count.useQuery(filter, { enabled: isOpen, staleTime: 0 })}
      named={(count) => (count === 1 ? "1 draft order" : `${count} draft orders`)}
      contents="names and e-mail addresses"
    />
  );
}
