import { newId, type Parcel, type Rate } from "./objects.ts";

interface Service {
  carrier: string;
  service: string;
  accountId: string;
  /** Minor units of `currency`: the first pound, and each further one. */
  base: number;
  perPound: number;
  currency: string;
  days: number | null;
  reach: "domestic" | "abroad";
}

/** Two carriers of no country in particular; their prices are made up. */
const services: readonly Service[] = [
  { ...anton("Economy", 495, 85, 4), reach: "domestic" },
  { ...anton("Express", 1_480, 210, 1), reach: "domestic" },
  { ...berta("Parcel", 560, 70, 3), reach: "domestic" },
  { ...anton("International", 1_890, 640, 8), reach: "abroad" },
  // Carriers do not know the days of every service.
  { ...berta("Worldwide", 2_310, 515, null), reach: "abroad" },
];

function anton(service: string, base: number, perPound: number, days: number | null) {
  const account = { carrier: "AntonPost", accountId: "ca_anton" };
  return { ...account, service, base, perPound, currency: "USD", days };
}

function berta(service: string, base: number, perPound: number, days: number | null) {
  const account = { carrier: "BertaLogistics", accountId: "ca_berta" };
  return { ...account, service, base, perPound, currency: "EUR", days };
}

/** The heaviest parcel that a carrier takes, in ounces: 70 lb. */
export const maxWeight = 70 * 16;

/** The rates for a parcel; empty above `maxWeight`. */
export function ratesFor({
  shipmentId,
  parcel,
  isAbroad,
}: {
  shipmentId: string;
  parcel: Parcel;
  isAbroad: boolean;
}): Rate[] {
  if (parcel.weight > maxWeight) return [];
  const pounds = Math.ceil(parcel.weight / 16);
  return services
    .filter(({ reach }) => (reach === "abroad") === isAbroad)
    .map(({ carrier, service, accountId, base, perPound, currency, days }) => ({
      id: newId("rate"),
      object: "Rate",
      carrier,
      service,
      rate: ((base + perPound * (pounds - 1)) / 100).toFixed(2),
      currency,
      delivery_days: days,
      delivery_date: null,
      delivery_date_guaranteed: false,
      est_delivery_days: days,
      shipment_id: shipmentId,
      carrier_account_id: accountId,
    }));
}
