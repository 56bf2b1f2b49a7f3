import type { InvoiceFilter } from "@dualtrack/contract";
import { escapeLike, type Prisma } from "@dualtrack/db";
import { daysIn } from "../day-in-zone.ts";
import { asMatched } from "../search/as-matched.ts";
import { withOrderNumbers } from "../search/read-order-number.ts";
import { readSearchTerms } from "../search/read-search-terms.ts";
import type { Shop } from "../shop.ts";

/** A text finds documents whose number begins with it, and those of orders that it finds. Days are the shop's. */
export async function invoiceFilter(
  shop: Shop,
  { q, kind, from, to }: InvoiceFilter,
): Promise<Prisma.InvoiceWhereInput> {
  const text = asMatched(q ?? "");
  const terms = text === "" ? [] : await readSearchTerms(shop.db, withOrderNumbers(text));
  return {
    ...(kind === undefined ? {} : { kind }),
    issuedAt: daysIn(shop.settings.timeZone, { from, to }),
    ...(text === ""
      ? {}
      : {
          OR: [
            { number: { startsWith: escapeLike(text.toUpperCase()) } },
            {
              order: {
                search: {
                  AND: terms.map((spellings) => ({
                    OR: spellings.map((word) => ({ document: { contains: escapeLike(word) } })),
                  })),
                },
              },
            },
          ],
        }),
  };
}

export async function countInvoices(shop: Shop, filter: InvoiceFilter): Promise<number> {
  return shop.db.invoice.count({ where: await invoiceFilter(shop, filter) });
}
