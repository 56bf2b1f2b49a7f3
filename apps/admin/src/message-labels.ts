import type { MessageReason, MessageState } from "@dualtrack/contract";
import type { Badge } from "./order-badges.ts";

export const messageReasonLabels: Record<MessageReason, string> = {
  order_not_found: "Can't find the order",
  charged_without_order: "Charged, sees no order",
  delivery: "Delivery",
  return_or_refund: "Return or refund",
  product: "A product",
  other: "Something else",
};

export const messageBadges: Record<MessageState, Badge> = {
  open: { tone: "wait", label: "Open" },
  answered: { tone: "good", label: "Answered" },
  closed: { tone: "idle", label: "Closed" },
};
