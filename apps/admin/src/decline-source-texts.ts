import { paymentMethodLabel } from "@dualtrack/contract";
import type { DeclineSource } from "./server/trpc.ts";
import { shortAddress } from "./ui/short-address.ts";

/** The label of a card or an account: `Visa 0002 (US)`. */
export function methodName({
  method,
  methodCountry,
}: Pick<DeclineSource, "method" | "methodCountry">): string {
  const name = method === null ? "A card or account" : paymentMethodLabel(method);
  return methodCountry === null ? name : `${name} (${methodCountry})`;
}

/** `41 attempts with 12 cards from one address within an hour`. */
export function burstText(
  kind: "address" | "card",
  hour: { tries: number; cards: number; addresses: number },
): string {
  const tries = many(hour.tries, "attempt", "attempts");
  return kind === "address"
    ? `${tries} with ${hour.cards === 0 ? "no card that Stripe knows" : many(hour.cards, "card", "cards")} from one address within an hour`
    : `${tries} with one card from ${hour.addresses === 0 ? "an unknown address" : many(hour.addresses, "address", "addresses")} within an hour`;
}

/** What happened to those payments, as a sentence. */
export function outcomeText(orders: number): string {
  if (orders === 0) return "None of them became an order.";
  return orders === 1
    ? "One of the checkouts became an order: look at it before you ship."
    : `${orders} of the checkouts became orders: look at them before you ship.`;
}

export function addressName(address: string): string {
  return shortAddress(address);
}

export function many(count: number, one: string, others: string): string {
  return `${count.toLocaleString("en-IE")} ${count === 1 ? one : others}`;
}
