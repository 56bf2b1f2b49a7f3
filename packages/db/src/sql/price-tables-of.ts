import type { Tx } from "../connect.ts";
import { selectTaxTable, type TaxTableRow } from "./select-tax-table.ts";
import { type ShippingAreaRow, type ShippingAreasOf, selectShippingAreas } from "./shipping-areas-of.ts";
import { readShopState, rememberReads } from "./shop-state.ts";

export interface PriceTables {
  areas: ShippingAreaRow[];
  tax: TaxTableRow;
  /** Whether any discount is applied without a code. */
  hasAutomaticDiscounts: boolean;
}

interface Wanted extends ShippingAreasOf {
  /** Such as 2026-03-29. */
  day: string;
  /** The settings' version, if it has been read already. */
  settingsVersion?: string | undefined;
}

/** By version, country, currencies and day. */
const remember = rememberReads<PriceTables>(500);

/**
 * What staff have set about prices for goods that go to a country on a day. It is read from the database once for each version of the
 * settings, and only the version is read each time. Don't change what it answers.
 */
export async function priceTablesOf(tx: Tx, wanted: Wanted): Promise<PriceTables> {
  const { country, currency, baseCurrency, day } = wanted;
  const { settingsVersion = (await readShopState(tx)).settingsVersion } = wanted;
  const key = [settingsVersion, country, currency, baseCurrency, day].join(" ");
  return remember(key, () => readPriceTables(tx, wanted));
}

async function readPriceTables(
  tx: Tx,
  { country, currency, baseCurrency, day }: Wanted,
): Promise<PriceTables> {
  const [row] = await tx.$queryRaw<(Omit<PriceTables, "tax"> & { tax: TaxTableRow | null })[]>`
    select
      (select coalesce(json_agg(a), '[]')
        from (${selectShippingAreas({ country, currency, baseCurrency })}) a) as areas,
      (select row_to_json(t) from (${selectTaxTable({ country, day })}) t) as tax,
      exists (select from discount where is_automatic and paused_at is null) as "hasAutomaticDiscounts"`;
  const tax = row?.tax ?? null;
  if (row === undefined || tax === null) throw new Error("There are no settings of tax");
  return { ...row, tax };
}
