import type { LineItem, Price } from "../../stripe/stripe-types.ts";
import type { LinePrivate } from "./get-session.ts";

/** What all units of a line cost, rounded half up to minor units where a unit costs a fraction of one. */
export function subtotalOf({ price, quantity }: LineItem, { unit }: LinePrivate): number {
  const units = quantity ?? 1;
  const { transform_quantity: packed } = price as Price;
  const packs = packed && (packed.round === "up" ? Math.ceil : Math.floor)(units / packed.divide_by);
  return Math.round(Number(unit.unit_amount_decimal) * (packs ?? units));
}
