import type { CarrierRate, CarrierShipment } from "../carrier-api.ts";
import type { LiveRate } from "../shipping/live-answer.ts";

/** What each service asks for all parcels together. One that does not take every parcel, or not in one currency, is left out. */
export function combineRates(parcels: readonly CarrierShipment[]): Omit<LiveRate, "perBase">[] {
  const [first, ...others] = parcels;
  if (first === undefined) return [];
  return first.rates.flatMap((rate) => {
    const ofOthers = others.map(({ rates }) => rates.find((other) => isSame(rate, other)));
    const ofAll = [rate, ...ofOthers].filter((each) => each !== undefined);
    if (ofAll.length < parcels.length) return [];
    const days = ofAll.map((each) => each.days);
    return {
      carrier: rate.carrier,
      service: rate.service,
      currency: rate.currency,
      amount: ofAll.reduce((sum, { amount }) => sum + amount, 0),
      days: days.includes(null) ? null : Math.max(...days.filter((each) => each !== null)),
      ids: ofAll.map(({ id }) => id),
    };
  });
}

function isSame(a: CarrierRate, b: CarrierRate): boolean {
  return a.carrier === b.carrier && a.service === b.service && a.currency === b.currency;
}
