import type { Money } from "../money.ts";

/** The parts of a quote, in the order in which customers read them. */
export const quoteParts = ["subtotal", "discount", "shipping", "tax", "total"] as const;

/** A part of the price that differs from what the customer has seen. */
export interface QuoteChange {
  part: (typeof quoteParts)[number];
  /** Null: unknown. */
  before: Money | null;
  after: Money;
}
