import { type ProductStatus, productStatuses } from "@dualtrack/contract";
import { readCount, readOneOf, readText, readUuid } from "../../search-params.ts";

/** What the list's address says. Nothing is there that is as it always is. */
export interface ProductSearch {
  q?: string | undefined;
  status?: ProductStatus | undefined;
  /** A category's id. */
  category?: string | undefined;
  page?: number | undefined;
}

export function readProductSearch(search: Record<string, unknown>): ProductSearch {
  const page = readCount(search.page);
  return {
    q: readText(search.q),
    status: readOneOf(search.status, productStatuses),
    category: readUuid(search.category),
    page: page === undefined || page === 1 || page > 10_000 ? undefined : page,
  };
}
