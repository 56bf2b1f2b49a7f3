/** Why somebody writes to the shop, in the order in which the form offers them. */
export const messageReasons = [
  "order_not_found",
  "charged_without_order",
  "delivery",
  "return_or_refund",
  "product",
  "other",
] as const;
export type MessageReason = (typeof messageReasons)[number];

/** Reasons of customers for whom the shop may have lost an order, or kept it from them. */
export const orderMissingReasons = [
  "order_not_found",
  "charged_without_order",
] as const satisfies MessageReason[];

export function isOrderMissing(reason: MessageReason): boolean {
  return orderMissingReasons.some((missing) => missing === reason);
}

export const messageStates = ["open", "answered", "closed"] as const;
export type MessageState = (typeof messageStates)[number];

/** What a list shows: those of a state, or what is suspected to be advertising. */
export const messageShows = [...messageStates, "suspected"] as const;
export type MessageShow = (typeof messageShows)[number];
