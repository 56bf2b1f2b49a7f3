import { exemptService, exemptSupply } from "@dualtrack/contract";
import { ecSalesList } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { boundsOfPeriod } from "./tax-period.ts";

/**
 * The recapitulative statement of a month, quarter or year: the net value of what businesses in other countries of the European Union
 * have bought exempt from tax, by VAT id and kind of
 * supply, less what their credit notes have given back, in the base currency. Documents without a rate
 * are rows of their own, in the currency that was charged. It is made of the rows of the tax report, so it adds up to those.
 *
 * @see Articles 262 to 264 of Directive 2006/112/EC
 */
export async function getEcSalesList(shop: Shop, { period }: { period: string }) {
  const taxNames = [exemptSupply, exemptService];
  const found = await ecSalesList(shop.db, { ...boundsOfPeriod(shop, period), taxNames });
  const rows = found.map(({ taxName, ...row }) => ({
    ...row,
    /** Returns ask for both apart. */
    supply: taxName === exemptSupply ? ("goods" as const) : ("services" as const),
  }));
  const sums = new Map<string, { currency: string; isConverted: boolean; net: number }>();
  for (const { currency, isConverted, sold, refunded } of rows) {
    const key = `${currency} ${isConverted}`;
    const net = (sums.get(key)?.net ?? 0) + sold - refunded;
    sums.set(key, { currency, isConverted, net });
  }
  return { rows, sums: [...sums.values()] };
}

export type EcSalesListView = Awaited<ReturnType<typeof getEcSalesList>>;
