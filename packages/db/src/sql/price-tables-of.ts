import type { Tx } from "../connect.ts";
import { selectTaxTable, type TaxTableRow } from "./select-tax-table.ts";
import { type ShippingAreaRow, type ShippingAreasOf, selectShippingAreas } from "./shipping-areas-of.ts";

export interface PriceTables {
  areas: ShippingAreaRow[];
  tax: TaxTableRow;
  /** Whether any discount is applied without a code. */
  hasAutomaticDiscounts: boolean;
}

type Wanted = ShippingAreasOf & { day: string };

/** What was read before, by version, country, currencies and day. What was read first is forgotten first. */
const remembered = new Map<string, PriceTables>();
const maxRemembered = 500;

/**
 * What staff have set about prices for goods that go to a country on a day, such as 2026-03-29. It is read from the database once for each
 * version, and only the version is read each time: one statement, and a second one after a change. Don't change what it answers.
 */
export async function priceTablesOf(tx: Tx, wanted: Wanted): Promise<PriceTables> {
  const { country, currency, baseCurrency, day } = wanted;
  const [row] = await tx.$queryRaw<{ version: string }[]>`select version::text from price_version`;
  if (row === undefined) throw new Error("There is no version of prices");
  const key = [row.version, country, currency, baseCurrency, day].join(" ");
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const tables = deepFreeze(await readPriceTables(tx, wanted));
  remembered.set(key, tables);
  const [oldest] = remembered.keys();
  if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest);
  return tables;
}

async function readPriceTables(tx: Tx, { country, day, ...currencies }: Wanted): Promise<PriceTables> {
  const [row] = await tx.$queryRaw<(Omit<PriceTables, "tax"> & { tax: TaxTableRow | null })[]>`
    select
      (select coalesce(json_agg(a), '[]') from (${selectShippingAreas({ country, ...currencies })}) a) as areas,
      (select row_to_json(t) from (${selectTaxTable({ country, day })}) t) as tax,
      exists (select from discount where is_automatic and paused_at is null) as "hasAutomaticDiscounts"`;
  const tax = row?.tax ?? null;
  if (row === undefined || tax === null) throw new Error("There are no settings of tax");
  return { ...row, tax };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
