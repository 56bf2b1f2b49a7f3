import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

export interface OfferedCurrencyRow {
  currency: string;
  rateSource: "manual" | "feed";
  priceStep: number;
  priceEnding: number;
  /** ISO 3166-1 alpha-2. */
  countries: string[];
  /** What one unit of the base currency costs, as a decimal in digits; null: none is known. */
  rate: string | null;
  /** The day of the rate, e.g. 2026-03-29. */
  asOf: string | null;
  /** The source that the rate is from. */
  origin: "manual" | "feed" | null;
}

export interface CurrenciesRow {
  baseCurrency: string;
  version: number;
  offered: OfferedCurrencyRow[];
  /** Of the cart with `tokenHash`; null: there is no such cart. */
  cartCurrency: string | null;
}

/**
 * The currencies that the shop sells in with their rates, and the one of a customer's cart. The feed's rates are for the euro, so
 * those for another base currency are quotients of two. A currency that the feed has no rate for keeps the one set by hand.
 */
export async function readCurrencies(
  tx: Tx,
  { tokenHash }: { tokenHash: string | null },
): Promise<CurrenciesRow> {
  const [row] = await tx.$queryRaw<CurrenciesRow[]>(selectCurrencies(tokenHash));
  if (row === undefined) throw new Error("The shop has no currency settings");
  return row;
}

/** The statement, which others read from, too: its columns are those of `CurrenciesRow`. */
export function selectCurrencies(tokenHash: string | null): Prisma.Sql {
  return Prisma.sql`
    select s.base_currency as "baseCurrency", s.version,
      (select currency from cart where token_hash = ${tokenHash}) as "cartCurrency",
      coalesce((
        select json_agg(json_build_object(
            'currency', o.currency, 'rateSource', o.rate_source, 'priceStep', o.price_step,
            'priceEnding', o.price_ending, 'countries', o.countries,
            'rate', r.rate::text, 'asOf', r.as_of, 'origin', r.origin) order by o.position)
        from offered_currency o
        left join lateral (
          select * from (
            select 'feed'::rate_source as origin, round(target.rate / base.rate, 10) as rate,
              least(target.as_of, base.as_of) as as_of
            from feed_rate_of(o.currency) target, feed_rate_of(s.base_currency) base
            where o.rate_source = 'feed'
            union all
            (select origin, rate, as_of from exchange_rate
              where origin = 'manual' and base_currency = s.base_currency and currency = o.currency
              order by as_of desc, id desc limit 1)
          ) known where rate > 0 order by origin = 'feed' desc limit 1
        ) r on true
      ), '[]') as offered
    from currency_settings s`;
}
