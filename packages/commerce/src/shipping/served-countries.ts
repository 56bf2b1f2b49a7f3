import type { Tx } from "@dualtrack/db";

/** The countries that goods are sent to, at least to a part of them: ISO 3166-1 alpha-2, sorted. */
export async function servedCountries(tx: Tx): Promise<string[]> {
  const rows = await tx.shippingArea.findMany({
    distinct: ["country"],
    orderBy: { country: "asc" },
    select: { country: true },
  });
  return rows.map(({ country }) => country);
}
