import type { Money } from "../money.ts";

/** Why a code takes nothing off a cart. Times are ISO instants. */
export type DiscountRefusal =
  | { reason: "unknown" | "paused" | "used_up" | "used_by_customer" | "not_first_order" }
  /** Staff have switched all discounts off. */
  | { reason: "switched_off" }
  | { reason: "not_started"; startsAt: string }
  | { reason: "ended"; endsAt: string }
  /** The goods must cost at least this. */
  | { reason: "below_minimum"; min: Money }
  /** Not in the destination's country. */
  | { reason: "country"; country: string }
  | { reason: "currency"; currency: string }
  /** None of its products is in the cart, or too few units. The names of its categories, if it is on nothing else. */
  | { reason: "products"; categories: string[] }
  /** Another of the cart's codes is of the same discount, and counts. */
  | { reason: "same_discount"; code: string }
  /** Other discounts, with which it can't be combined, take off more. */
  | { reason: "not_combinable" };
