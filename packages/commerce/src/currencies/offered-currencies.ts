import { readCurrencies } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** The currencies in which customers can buy, the base currency first. */
export async function offeredCurrencies(shop: Shop): Promise<{ baseCurrency: string; currencies: string[] }> {
  const { baseCurrency, offered } = await readCurrencies(shop.db, { tokenHash: null });
  return { baseCurrency, currencies: [baseCurrency, ...offered.map(({ currency }) => currency)] };
}
