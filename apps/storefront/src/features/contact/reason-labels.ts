import type { MessageReason } from "@dualtrack/contract";

/** What the form calls the reasons. */
export const reasonLabels: Record<MessageReason, string> = {
  order_not_found: "I can't find my order",
  charged_without_order: "I was charged, and see no order",
  delivery: "Delivery or pick-up",
  return_or_refund: "Return or refund",
  product: "A question about a product",
  other: "Something else",
};
