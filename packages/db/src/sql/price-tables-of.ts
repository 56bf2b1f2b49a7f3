import type { Tx } from "../connect.ts";
import { selectTaxTable, type TaxTableRow } from "./select-tax-table.ts";
import { type ShippingAreaRow, type ShippingAreasOf, selectShippingAreas } from "./shipping-areas-of.ts";

export interface PriceTables {
  areas: ShippingAreaRow[];
  tax: TaxTableRow;
  /** Whether any discount is applied without a code. */
  hasAutomaticDiscounts: boolean;
}

/** What staff have set about prices for goods that go to a country on a day, such as 2026-03-29. One statement. */
export async function priceTablesOf(
  tx: Tx,
  { country, day, ...currencies }: ShippingAreasOf & { day: string },
): Promise<PriceTables> {
  const [row] = await tx.$queryRaw<(Omit<PriceTables, "tax"> & { tax: TaxTableRow | null })[]>`
    select
      (select coalesce(json_agg(a), '[]') from (${selectShippingAreas({ country, ...currencies })}) a) as areas,
      (select row_to_json(t) from (${selectTaxTable({ country, day })}) t) as tax,
      exists (select from discount where is_automatic and paused_at is null) as "hasAutomaticDiscounts"`;
  const tax = row?.tax ?? null;
  if (row === undefined || tax === null) throw new Error("There are no settings of tax");
  return { ...row, tax };
}
