import { maxZippedInvoices } from "@dualtrack/contract";
import { type Me, trpc } from "../../server/trpc.ts";
import { ExportButton } from "../../ui/export-button.tsx";
import type { InvoiceSearch } from "./invoice-search.ts";

/** Exports what the list is filtered to: as a table, or all PDFs. */
export function ExportInvoices({ search, me }: { search: InvoiceSearch; me: Me }) {
  const address = (type: "csv" | "zip") =>
    `/exports/invoices.${type}?filter=${encodeURIComponent(JSON.stringify(search))}`;
  return (
    <ExportButton
      url={address("csv")}
      me={me}
      useCount={(isOpen) => trpc.invoices.count.useQuery(search, { enabled: isOpen, staleTime: 0 })}
      named={(count) => (count === 1 ? "1 document" : `${count} documents`)}
      contents="names and amounts"
      zip={{ url: address("zip"), max: maxZippedInvoices }}
    />
  );
}
