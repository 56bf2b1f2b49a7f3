import { type InvoiceKind, invoiceKinds } from "@dualtrack/contract";
import { readDay, readOneOf, readText } from "../../search-params.ts";

/** The filters of the list, as they stand in the address. */
export interface InvoiceSearch {
  q?: string | undefined;
  kind?: InvoiceKind | undefined;
  /** Days of issue. */
  from?: string | undefined;
  to?: string | undefined;
}

export function readInvoiceSearch(search: Record<string, unknown>): InvoiceSearch {
  return {
    q: readText(search.q),
    kind: readOneOf(search.kind, invoiceKinds),
    from: readDay(search.from),
    to: readDay(search.to),
  };
}
