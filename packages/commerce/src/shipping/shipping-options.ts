import type { CurrencyTerms, TableRateReason } from "@dualtrack/contract";
import { type ShippingAreaRow, type ShippingMethodRow, shippingAreasOf, type Tx } from "@dualtrack/db";
import { type Arrival, arrivalDays } from "./arrival-days.ts";
import { inCurrency } from "./in-currency.ts";
import { liveAmount } from "./live-amount.ts";
import { type LiveAnswer, type LiveRate, notAsked } from "./live-answer.ts";
import { measureGoods, type ShippedLine } from "./measure-goods.ts";
import { type Destination, mostSpecificArea } from "./most-specific-area.ts";
import type { QuotedRate } from "./quoted-rate.ts";
import { rateAmount } from "./rate-amount.ts";

/** A way to ship goods, as the customer can choose it. */
export interface ShippingOption {
  methodId: string;
  name: string;
  /** Minor units. */
  amount: number;
  isPickup: boolean;
  /** Null: no date is promised. */
  arrives: Arrival | null;
  /** The subtotal of goods from which it is free, in minor units; null: never. */
  freeFromAmount: number | null;
  /** Where its price comes from, if it has a carrier's; null: its rates are its price. */
  rate: QuotedRate | null;
}

interface ShippedGoods {
  terms: CurrencyTerms;
  /** Null: not known yet, so the country that goods are sent from is assumed. */
  destination: Destination | null;
  lines: readonly ShippedLine[];
  /** When they are ordered. */
  at: Date;
  /** IANA name of the shop's. */
  timeZone: string;
}

/**
 * The ways to ship goods to a destination, cheapest first. Empty: the destination is not served, or no method there takes these
 * goods in this currency.
 */
export async function shippingOptions(tx: Tx, goods: ShippedGoods): Promise<ShippingOption[]> {
  const { destination, terms } = goods;
  return optionsIn(await shippingAreasOf(tx, { country: destination?.country ?? null, ...terms }), goods);
}

/**
 * The same from areas that were read before, and what is known of carriers' prices. Without a destination, that of the least specific
 * area is assumed. A method's own rates say for which goods it is offered, and from which subtotal on it is free.
 */
export function optionsIn(
  areas: readonly ShippingAreaRow[],
  { destination, lines, terms, ...when }: ShippedGoods,
  answer: LiveAnswer = notAsked,
): ShippingOption[] {
  const area = destination === null ? leastSpecific(areas) : mostSpecificArea(areas, destination);
  const measures = measureGoods(lines);
  return (area?.methods ?? [])
    .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .flatMap((method) => {
      const rate = inCurrency(method, terms);
      const tableAmount = rate && rateAmount(rate, measures);
      if (rate === null || tableAmount === null) return [];
      const { id: methodId, name, isPickup } = method;
      const { freeFromAmount } = rate;
      const isFree = freeFromAmount !== null && measures.subtotal >= freeFromAmount;
      const live = method.live && liveRateOf(method.live, { answer, terms, isFree });
      return [
        {
          ...{ methodId, name, isPickup, freeFromAmount },
          amount: live?.amount ?? tableAmount,
          arrives: arrivalDays({ ...method, ...daysOf(live?.days ?? null) }, when),
          rate: live?.rate ?? null,
        },
      ];
    })
    .toSorted((a, b) => a.amount - b.amount); // stable: methods of one price stay in the shop's order
}

interface LiveMethod {
  rate: QuotedRate;
  /** Null: what the method's own rates say. */
  amount: number | null;
  days: number | null;
}

/** The price of a carrier's service, or why it is not known. */
function liveRateOf(
  wanted: NonNullable<ShippingMethodRow["live"]>,
  { answer, terms, isFree }: { answer: LiveAnswer; terms: CurrencyTerms; isFree: boolean },
): LiveMethod {
  const { carrier, service } = wanted;
  const named = { carrier, service, answerId: isFree ? null : answer.id };
  const table = (reason: TableRateReason): LiveMethod => ({
    rate: { ...named, source: "table", reason },
    amount: null,
    days: null,
  });
  if (isFree) return table("free");
  if (answer.reason !== null) return table(answer.reason);
  const found = answer.rates.find((rate) => isSameService(rate, wanted));
  if (found === undefined) return table("no_service");
  const amount = liveAmount(wanted, found, terms);
  if (amount === null) return table("no_exchange_rate");
  const { amount: cost, currency, ids, days } = found;
  return { rate: { ...named, source: "live", cost: { amount: cost, currency }, ids }, amount, days };
}

/** Staff may spell them otherwise than the carrier service does. */
function isSameService(a: Pick<LiveRate, "carrier" | "service">, b: typeof a): boolean {
  const nameOf = ({ carrier, service }: typeof a) => `${carrier}|${service}`.toLowerCase();
  return nameOf(a) === nameOf(b);
}

function daysOf(days: number | null) {
  return days === null ? {} : { daysFrom: days, daysTo: days };
}

function leastSpecific(areas: readonly ShippingAreaRow[]): ShippingAreaRow | undefined {
  const keyOf = ({ state, postalFrom }: ShippingAreaRow) =>
    `${String(postalFrom.length).padStart(2, "0")} ${state} ${postalFrom}`;
  return areas.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))[0];
}

/** The option that is assumed until the customer chooses: the cheapest that brings the goods; null: none is offered. */
export function assumedOption(options: readonly ShippingOption[]): ShippingOption | null {
  return options.find(({ isPickup }) => !isPickup) ?? options[0] ?? null;
}
