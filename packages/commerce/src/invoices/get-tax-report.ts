import { taxReport, taxReportSums } from "@dualtrack/db";
import { euCountries } from "../eu-countries.ts";
import type { Shop } from "../shop.ts";
import { missingInvoices } from "./issue-missing-invoices.ts";
import { boundsOfPeriod } from "./tax-period.ts";

/**
 * The tax of a month, quarter or year by currency, place and rate: of what was sold, of what went back, and what is left to pay. It is
 * made of the invoices and what corrects them, so it adds up to the orders. `missing`: paid orders of that period without one.
 */
export async function getTaxReport(shop: Shop, { period }: { period: string }) {
  const bounds = boundsOfPeriod(shop, period);
  const [rows, sums, settings, missing] = await Promise.all([
    taxReport(shop.db, bounds),
    taxReportSums(shop.db, bounds),
    shop.db.taxSettings.findUniqueOrThrow({ where: { id: 1 } }),
    shop.db.order.count({
      where: { ...missingInvoices, paidAt: { gte: bounds.from, lt: bounds.until } },
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
