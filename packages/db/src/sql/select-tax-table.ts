import { Prisma, type TaxEngineName, type TaxOutageRule } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

interface TaxRateRow {
  /** Empty: the whole country. */
  state: string;
  taxCode: string;
  name: string;
  /** Parts per million. */
  rate: number;
}

/** What the shop's settings say about the tax of one country. */
export interface TaxTableRow {
  engine: TaxEngineName;
  outageRule: TaxOutageRule;
  taxBehavior: "inclusive" | "exclusive";
  sellerCountry: string;
  isOssRegistered: boolean;
  /** In its own country, or by the one-stop shop. */
  isSellerRegistered: boolean;
  country: string;
  /** The states where the shop is registered; an empty one is the whole country. */
  registeredStates: string[];
  rates: TaxRateRow[];
}

/**
 * The settings and the rates of a country that hold on a day, such as 2026-03-29, as columns of `TaxTableRow`. `country` null: the
 * seller's.
 */
export function selectTaxTable({ country, day }: { country: string | null; day: string }): Prisma.Sql {
  return Prisma.sql`
    select s.engine::text, s.outage_rule::text as "outageRule", s.tax_behavior as "taxBehavior", s.seller_country as "sellerCountry",
      s.is_oss_registered as "isOssRegistered", d.country,
      s.is_oss_registered or exists (select from tax_registration r where r.country = s.seller_country) as "isSellerRegistered",
      coalesce((select json_agg(r.state) from tax_registration r where r.country = d.country), '[]') as "registeredStates",
      coalesce((
        select json_agg(json_build_object('state', r.state, 'taxCode', r.tax_code, 'name', r.name, 'rate', r.rate)
            order by r.name)
          from tax_rate r
          where r.country = d.country and ${day}::date between r.valid_from and coalesce(r.valid_until, 'infinity')
      ), '[]') as rates
    from tax_settings s
    cross join lateral (select coalesce(${country}::text, s.seller_country) as country) d`;
}

/** The table of one country on a day, such as 2026-03-29. */
export async function taxTableOf(
  tx: Tx,
  { country, day }: { country: string; day: string },
): Promise<TaxTableRow> {
  const [row] = await tx.$queryRaw<TaxTableRow[]>`${selectTaxTable({ country, day })}`;
  if (row === undefined) throw new Error("There are no settings of tax");
  return row;
}
