import type { ExportDiscountCodes } from "@dualtrack/contract";
import { stringify } from "csv-stringify/sync";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { csvFormat } from "../csv-cells.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { getDiscount, listDiscountCodes } from "./staff-queries.ts";

/** Rows in memory at a time. */
const pageSize = 1_000;

/**
 * Records the export in the audit log, then yields the codes of a discount as CSV, the newest first. Each page is read from the
 * database when the consumer asks for it.
 */
export async function exportDiscountCodes(
  shop: Shop,
  { by, ...filter }: ExportDiscountCodes & { by: Actor },
): Promise<AsyncGenerator<string>> {
  const { name, codes } = await getDiscount(shop, filter);
  await transactFor(shop, by, (unit) =>
    writeAudit(unit, {
      action: "discount.export_codes",
      subject: name,
      before: {},
      after: { ...(filter.q === undefined ? { codes } : { q: filter.q }) },
    }),
  );
  return csvPages(shop, filter);
}

async function* csvPages(shop: Shop, filter: ExportDiscountCodes): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)], { ...csvFormat, bom: true });
  let cursor: string | undefined;
  do {
    const page = await listDiscountCodes(shop, { ...filter, cursor, limit: pageSize });
    if (page.codes.length > 0)
      yield stringify(
        page.codes.map((code) => Object.values(columns).map((cell) => cell(code))),
        csvFormat,
      );
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

type ListedCode = Awaited<ReturnType<typeof listDiscountCodes>>["codes"][number];

const columns: Record<string, (code: ListedCode) => string | number> = {
  code: ({ code }) => code,
  uses: ({ uses }) => uses,
  max_uses: ({ maxUses }) => maxUses ?? "",
  created_at: ({ createdAt }) => createdAt,
};
