import { formatMoney } from "@dualtrack/contract";
import type { OrderView } from "../../server/trpc.ts";
import type { StatusHeading } from "./status-heading.ts";

type DisputedOrder = Pick<
  OrderView,
  "state" | "paymentState" | "fulfilmentState" | "method" | "total" | "number"
>;

/**
 * What it means to the customer that their bank holds the money; null if it does not. The text says what the customer's
 * own bank does and what happens to the order, and nothing about what the shop suspects.
 */
export function bankStatus(order: DisputedOrder, title: string): StatusHeading | null {
  const { state, paymentState } = order;
  if (paymentState !== "disputed" && paymentState !== "dispute_lost") return null;
  const waits = state !== "cancelled" && order.fulfilmentState === "unfulfilled";
  return {
    title: waits ? "On hold" : title,
    text: [
      paymentState === "disputed" ? reviewText(order) : returnedText(order),
      waits ? "Your order waits, and nothing is sent for now." : "",
      state === "cancelled" ? "" : inquiryText(order),
    ]
      .filter(Boolean)
      .join(" "),
  };
}

function inquiryText({ method, number }: DisputedOrder): string {
  return method?.type === "sepa_debit"
    ? `If you still want what you ordered, write to us and quote ${number}.`
    : `If you have not asked for this, write to us and quote ${number}.`;
}

function reviewText({ total }: DisputedOrder): string {
  return `Your bank is looking at this payment of ${formatMoney(total)}, and keeps the money until it has decided. That can take some weeks.`;
}

function returnedText({ method, total }: DisputedOrder): string {
  const sum = formatMoney(total);
  return method?.type === "sepa_debit"
    ? `Your bank has sent this payment back: ${sum} is in your account again, and the order is not paid.`
    : `Your bank has given you the ${sum} of this payment back.`;
}
