import { priceCurrencies } from "@dualtrack/contract";
import { lastChange } from "../audit/last-change.ts";
import { getBaseCurrency } from "../currencies/base-currency.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { zoneAuditFilter } from "./audit-zone.ts";
import { liveServiceOf, type MethodOfZone, zoneFields } from "./zone-rows.ts";

/** All zones in their order, and the country that goods are sent from with its version. */
export async function listShippingZones(shop: Shop) {
  const [shopCurrency, settings, zones] = await Promise.all([
    getBaseCurrency(shop.db),
    shop.db.shippingSettings.findUniqueOrThrow({
      where: { id: 1 },
      select: { originCountry: true, originVersion: true },
    }),
    shop.db.shippingZone.findMany({
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: zoneFields,
    }),
  ]);
  return {
    ...settings,
    shopCurrency,
    zones: zones.map(({ methods, ...zone }) => ({ ...zone, methods: methods.map(methodView) })),
  };
}

/** Everything that the editor shows of a zone. SHIPPING_ZONE_NOT_FOUND. */
export async function getShippingZone(shop: Shop, { zoneId }: { zoneId: string }) {
  const zone = await shop.db.shippingZone.findUnique({ where: { id: zoneId }, select: zoneFields });
  if (zone === null) throw new DomainError("SHIPPING_ZONE_NOT_FOUND", {});
  return {
    ...zone,
    shopCurrency: await getBaseCurrency(shop.db),
    changed: await lastChange(shop.db, zoneAuditFilter(zone.name)),
    methods: zone.methods.map(methodView),
  };
}

function methodView({ rates, ...stored }: MethodOfZone) {
  const { id, name, isActive, isPickup, handlingDays, daysFrom, daysTo } = stored;
  return {
    ...{ id, name, isActive, isPickup, handlingDays, daysFrom, daysTo },
    live: liveServiceOf(stored),
    rates: rates.flatMap(({ currency, bands, ...rate }) => {
      const known = priceCurrencies.find((each) => each === currency);
      if (known === undefined) return [];
      const ranges = bands.map(({ fromValue: from, toValue: to, amount }) => ({ from, to, amount }));
      return [{ ...rate, currency: known, bands: ranges }];
    }),
  };
}
