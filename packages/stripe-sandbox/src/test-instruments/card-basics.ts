import type { TestCard } from "./test-card.ts";
import type { Decline } from "./test-instrument.ts";

/** What most test cards of a brand are like. */
export const visa = { brand: "visa", funding: "credit", country: "US" } as const;
export const mastercard = { ...visa, brand: "mastercard" } as const;
export const amex = { ...visa, brand: "amex" } as const;

export function declined(
  declineCode: string,
  message = "Your card was declined.",
  code = "card_declined",
): Decline {
  return { code, declineCode, message };
}

export const generic = declined("generic_decline");
export const noFunds = declined("insufficient_funds", "Your card has insufficient funds.");

/** A card with the names that Stripe's documentation has for it: `pm_card_` and `tok_` with the same ending. */
export function card(
  number: string,
  name: string,
  more: Partial<TestCard> & Pick<TestCard, "brand" | "funding" | "country">,
): TestCard {
  return { number, aliases: name ? [`pm_card_${name}`, `tok_${name}`] : [], ...more };
}
