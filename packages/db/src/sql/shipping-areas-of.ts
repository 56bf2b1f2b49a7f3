import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";

export interface ShippingBandRow {
  /** Inclusive. */
  from: number;
  /** Exclusive; null: no limit. */
  to: number | null;
  /** Minor units. */
  amount: number;
}

/** A carrier's service whose price a method has, with what the shop adds. */
export interface LiveServiceRow {
  carrier: string;
  service: string;
  /** In hundredths of a percent. */
  surchargePercent: number;
  /** Minor units of the base currency. */
  surchargeAmount: number;
  /** In hundredths of the currency's unit. */
  roundTo: number;
}

/** An active method with its rate. */
export interface ShippingMethodRow {
  id: string;
  name: string;
  position: number;
  isPickup: boolean;
  handlingDays: number;
  daysFrom: number | null;
  daysTo: number | null;
  /** Of the rate: the wanted one, or else the shop's base currency. ISO 4217, lower case. */
  currency: string;
  basis: "flat" | "weight" | "subtotal" | "units";
  freeFromAmount: number | null;
  bands: ShippingBandRow[];
  /** Null: the rate is the price. */
  live: LiveServiceRow | null;
}

export interface ShippingAreaRow {
  country: string;
  state: string;
  postalFrom: string;
  postalTo: string;
  /** Of the area's zone. */
  methods: ShippingMethodRow[];
}

export interface ShippingAreasOf {
  country: string | null;
  currency: string;
  baseCurrency: string;
}

/**
 * The areas of a country with their methods that have a rate in this currency or in the base currency. `country` null: the country
 * that goods are sent from; if it is not served, the first country of the first zone.
 */
export function shippingAreasOf(tx: Tx, wanted: ShippingAreasOf): Promise<ShippingAreaRow[]> {
  return tx.$queryRaw(selectShippingAreas(wanted));
}

/** The statement, which others read from, too: its columns are those of `ShippingAreaRow`. */
export function selectShippingAreas({ country, currency, baseCurrency }: ShippingAreasOf): Prisma.Sql {
  return Prisma.sql`
    with destination as (
      select coalesce(${country}::text, (
        select a.country from shipping_area a
          join shipping_zone z on z.id = a.zone_id
          cross join shipping_settings s
          order by a.country = s.origin_country desc, z.position, a.country
          limit 1)) as country
    )
    select a.country, a.state, a.postal_from as "postalFrom", a.postal_to as "postalTo",
      coalesce((
        select json_agg(json_build_object(
            'id', m.id, 'name', m.name, 'position', m.position, 'isPickup', m.is_pickup,
            'handlingDays', m.handling_days, 'daysFrom', m.days_from, 'daysTo', m.days_to,
            'live', case when m.live_carrier is not null then json_build_object(
              'carrier', m.live_carrier, 'service', m.live_service, 'surchargePercent', m.live_surcharge_percent,
              'surchargeAmount', m.live_surcharge_amount, 'roundTo', m.live_round_to) end,
            'currency', r.currency, 'basis', r.basis, 'freeFromAmount', r.free_from_amount,
            'bands', (
              select json_agg(json_build_object('from', b.from_value, 'to', b.to_value, 'amount', b.amount))
              from shipping_rate_band b where (b.method_id, b.currency) = (r.method_id, r.currency))))
          from shipping_method m
          join lateral (
            select * from shipping_rate
            where method_id = m.id and currency in (${currency}, ${baseCurrency})
            order by currency = ${currency} desc limit 1) r on true
          where m.zone_id = a.zone_id and m.is_active
      ), '[]') as methods
    from shipping_area a join destination d on a.country = d.country`;
}
