import { taxReport, taxReportSums } from "@dualtrack/db";
import { startOfDay } from "../day-in-zone.ts";
import { euCountries } from "../eu-countries.ts";
import type { Shop } from "../shop.ts";
import { missingInvoices } from "./issue-missing-invoices.ts";

/**
 * The tax of a month, quarter or year by currency, place and rate: of what was sold, of what went back, and what is left to pay. It is
 * made of the invoices and what corrects them, so it adds up to the orders. `missing`: confirmed orders of that period without one.
 */
export async function getTaxReport(shop: Shop, { period }: { period: string }) {
  const { timeZone } = shop.settings;
  const { from, to } = daysOf(period);
  const bounds = { from: startOfDay(from, timeZone), until: startOfDay(to, timeZone) };
  const [rows, sums, settings, missing] = await Promise.all([
    taxReport(shop.db, bounds),
    taxReportSums(shop.db, bounds),
    shop.db.taxSettings.findUniqueOrThrow({ where: { id: 1 } }),
    shop.db.order.count({
      where: { ...missingInvoices, confirmedAt: { gte: bounds.from, lt: bounds.until } },
    }),
  ]);
  const isOneStopShop = (jurisdiction: string) =>
    settings.isOssRegistered &&
    euCountries.has(settings.sellerCountry) &&
    jurisdiction !== settings.sellerCountry &&
    euCountries.has(jurisdiction);
  return {
    rows: rows.map((row) => ({ ...row, isOneStopShop: isOneStopShop(row.jurisdiction) })),
    sums,
    missing,
  };
}

export type TaxReportView = Awaited<ReturnType<typeof getTaxReport>>;

/** The first day of a period and the first day after it. */
function daysOf(period: string): { from: string; to: string } {
  const [year = "", part] = period.split("-");
  const month = part === undefined ? 1 : part.startsWith("Q") ? 3 * Number(part.slice(1)) - 2 : Number(part);
  const months = part === undefined ? 12 : part.startsWith("Q") ? 3 : 1;
  const from = Temporal.PlainDate.from({ year: Number(year), month, day: 1 });
  return { from: from.toString(), to: from.add({ months }).toString() };
}
