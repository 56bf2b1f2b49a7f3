import type { CurrencyTerms } from "@dualtrack/contract";
import { type ShippingAreaRow, shippingAreasOf, type Tx } from "@dualtrack/db";
import { type Arrival, arrivalDays } from "./arrival-days.ts";
import { inCurrency } from "./in-currency.ts";
import { measureGoods, type ShippedLine } from "./measure-goods.ts";
import { type Destination, mostSpecificArea } from "./most-specific-area.ts";
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

/** The same from areas that were read before. Without a destination, that of the least specific area is assumed. */
export function optionsIn(
  areas: readonly ShippingAreaRow[],
  { destination, lines, terms, ...when }: ShippedGoods,
): ShippingOption[] {
  const area = destination === null ? leastSpecific(areas) : mostSpecificArea(areas, destination);
  const measures = measureGoods(lines);
  return (area?.methods ?? [])
    .toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .flatMap((method) => {
      const rate = inCurrency(method, terms);
      const amount = rate && rateAmount(rate, measures);
      if (rate === null || amount === null) return [];
      const { id: methodId, name, isPickup } = method;
      const { freeFromAmount } = rate;
      return [{ methodId, name, amount, isPickup, arrives: arrivalDays(method, when), freeFromAmount }];
    })
    .toSorted((a, b) => a.amount - b.amount); // stable: methods of one price stay in the shop's order
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
