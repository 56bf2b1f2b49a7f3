import { formatMoney, paymentMethodLabel } from "@dualtrack/contract";
import type { OrderView } from "../../server/trpc.ts";

export interface StatusWords {
  title: string;
  text: string;
}

/** What the order's state means to the one who ordered. */
export function statusWords(order: OrderView, givenUp: boolean): StatusWords {
  const mail = order.email ?? "your address";
  switch (order.state) {
    case "processing":
      if (order.timeline.at(-1)?.kind === "payment_processing") {
        return {
          title: "Your bank is working on it",
          text: `This kind of payment can take some days. We write to ${mail} as soon as it has arrived; there is nothing you need to do.`,
        };
      }
      return givenUp
        ? {
            title: "Still waiting for your bank",
            text: `This takes longer than usual. Your order is safe with us: as soon as the payment is confirmed we write to ${mail}. You don't have to stay here, and don't need to pay again.`,
          }
        : {
            title: "Confirming your payment",
            text: "Your order is with us. Your bank's word usually takes a few seconds; this page changes by itself.",
          };
    case "confirmed":
      return {
        title: confirmedTitles[order.fulfilmentState],
        text: `${paidWords(order)} We have written to ${mail}. ${nextWords(order)}`,
      };
    case "completed":
      return {
        title: "Completed",
        text: `${paidWords(order)} ${nextWords(order)} Thank you for buying from us.`,
      };
    case "failed":
      return {
        title: "The payment did not go through",
        text: "Your bank did not send the money, so nothing was charged and the order does not go ahead.",
      };
    case "cancelled":
      return { title: "Cancelled", text: refundWords(order) };
  }
}

const confirmedTitles: Record<OrderView["fulfilmentState"], string> = {
  unfulfilled: "Confirmed",
  partly_shipped: "Partly on its way",
  shipped: "On its way",
  delivered: "Delivered",
  not_required: "Confirmed",
};

function paidWords({ method, total }: OrderView): string {
  const sum = formatMoney(total);
  return method ? `${sum} paid with ${paymentMethodLabel(method)}.` : `${sum} paid.`;
}

function nextWords({ fulfilmentState }: OrderView): string {
  const words: Record<OrderView["fulfilmentState"], string> = {
    unfulfilled: "Next we pack it; it leaves the studio within two working days.",
    partly_shipped: "A part of it has left us; the rest follows.",
    shipped: "It is on its way.",
    delivered: "It has arrived.",
    not_required: "Nothing will be sent.",
  };
  return words[fulfilmentState];
}

function refundWords({ paymentState, refunded, total, timeline }: OrderView): string {
  const wasPaid = timeline.some(({ kind }) => /^(cancelled|refund)_/.test(kind));
  if (paymentState === "refunded")
    return `${formatMoney(refunded)} went back to you. Banks take up to ten days to show it.`;
  if (paymentState === "unpaid" && !wasPaid) return "Nothing was charged.";
  const reason = timeline.some(({ kind }) => kind === "cancelled_out_of_stock")
    ? "The last piece was sold before your payment arrived. "
    : "";
  return `${reason}You get all of it back: ${formatMoney(total)}. We have started the refund; banks take up to ten days to show it.`;
}
