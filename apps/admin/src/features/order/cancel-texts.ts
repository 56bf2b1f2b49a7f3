import { formatMoney } from "@dualtrack/contract";
import type { OrderView } from "../../server/trpc.ts";
import { shopTime } from "../../shop-time.ts";
import { lineName, listGoods, payerName, takenByBank } from "./order-facts.ts";

/** The effects of cancelling an order, each as a sentence. */
export function cancelSentences(order: OrderView, at: { timeZone: string; now: number }): string[] {
  const { payment } = order;
  const mailSentence = order.email === null ? [] : [`Tell ${order.email} by e-mail.`];
  if (!isSold(order))
    return [
      "Cancel the payment at Stripe, so that nothing is charged. If it came in just now, it goes back.",
      "Free the goods that are held for it.",
      ...mailSentence,
    ];
  const goods = goodsToRestock(order);
  const taken = takenByBank(order);
  return [
    order.paymentState === "not_required"
      ? "Nothing is refunded: nothing was paid."
      : payment?.authorization
        ? `Release the ${formatMoney(payment.authorization.money)} that are reserved on ${payerName(payment)}. Nothing is charged.`
        : payment && payment.refundable.amount > 0
          ? `Refund ${formatMoney(payment.refundable)} to ${payerName(payment)}.`
          : taken !== null
            ? `Nothing is refunded. ${taken}.`
            : "Nothing is refunded: all of the money went back before.",
    ...stockSentence(order, goods),
    ...bookedSentence(order, at),
    ...mailSentence,
  ];
}

/** What goes back in stock; nothing is said of an order whose lines no stock limits. */
function stockSentence(order: OrderView, goods: string): string[] {
  if (goods !== "")
    return [`Put ${goods} back in stock${isRefunding(order) ? " when the refund has succeeded" : ""}.`];
  return order.lines.some(({ stock }) => stock !== null) ? ["Nothing goes back in stock."] : [];
}

/** Which booked times are free at once; what has begun stays booked. */
function bookedSentence(
  { lines }: OrderView,
  { timeZone, now }: { timeZone: string; now: number },
): string[] {
  const times = lines.flatMap((line) => {
    const { booking } = line;
    return booking === null || booking.isFreed || Date.parse(booking.startsAt) <= now
      ? []
      : [`“${lineName(line)}”, ${shopTime(booking.startsAt, timeZone)}`];
  });
  return times.length === 0 ? [] : [`Free at once, whatever happens to the refund: ${times.join("; ")}.`];
}

/** The notice after an order was cancelled. It holds whatever happens to the refund. */
export function cancelNotice(order: OrderView): string {
  if (!isSold(order)) return "The order is cancelled, and its goods are free again.";
  const goods = isRefunding(order) ? "" : goodsToRestock(order);
  return `The order is cancelled.${goods === "" ? "" : ` ${goods}: back in stock.`}`;
}

function isRefunding({ payment }: OrderView): boolean {
  return payment !== null && payment.refundable.amount > 0;
}

/** Whether the goods have left the stock: they were paid for, or nothing was due. */
function isSold({ payment, paymentState }: OrderView): boolean {
  return payment?.status === "succeeded" || paymentState === "authorized" || paymentState === "not_required";
}

/** What is neither refunded nor in stock again. */
function goodsToRestock({ lines }: OrderView): string {
  return listGoods(
    lines
      .filter(({ stock }) => stock !== null)
      .map((line) => ({ name: lineName(line), quantity: line.keptQuantity }))
      .filter(({ quantity }) => quantity > 0),
  );
}
