import { formatMoney, hasShippedLine, type ProductKind, paymentMethodLabel } from "@dualtrack/contract";
import { formatDate, formatMoment } from "../../messages.ts";
import type { OrderView } from "../../server/trpc.ts";
import { bookedTimeText } from "../../slot-texts.ts";
import { bankStatus } from "./bank-status.ts";
import { cancelledStatus, refundText } from "./refund-text.ts";
import type { StatusHeading } from "./status-heading.ts";

/** What the order's state means to the customer. `timeZone`: the shop's, once it is known. */
export function orderStatus(order: OrderView, givenUp: boolean, timeZone?: string): StatusHeading {
  const status = stateStatus(order, givenUp, timeZone);
  return bankStatus(order, status.title) ?? status;
}

function stateStatus(order: OrderView, givenUp: boolean, timeZone?: string): StatusHeading {
  const mail = order.email ?? "your address";
  switch (order.state) {
    case "processing":
      if (order.bank) {
        return {
          title: "Your bank is working on it",
          text: `${bankTimeText(order.bank)} We keep your order for you, and write to ${mail} as soon as your bank has decided. You can close this page; please don't pay again.`,
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
      if (isBookingCancelled(order.lines)) return cancelledBooking(order);
      return {
        title: confirmedTitles[order.fulfilmentState],
        text: `${paidText(order)} We have written to ${mail}. ${nextTexts(order, timeZone)}`,
      };
    case "completed":
      if (isBookingCancelled(order.lines)) return cancelledBooking(order);
      return {
        title: "Completed",
        text: `${paidText(order)} ${nextTexts(order, timeZone)} Thank you for buying from us.`,
      };
    case "failed":
      return {
        title: "The payment did not go through",
        text: order.heldUntil
          ? `Nothing was charged. We reserve your order for you until ${formatMoment(Date.parse(order.heldUntil))}: until then you can pay for it another way.`
          : "Nothing was charged, and we no longer reserve your order for you. If you still want it, please order again.",
      };
    case "cancelled":
      return { title: "Cancelled", text: cancelledStatus(order) };
  }
}

function bankTimeText({ usualDays, mostDays, until }: NonNullable<OrderView["bank"]>): string {
  const most = mostDays > usualDays ? `, at most ${mostDays}` : "";
  return `That usually takes up to ${usualDays} working days${most} (until ${formatDate(until)}).`;
}

const confirmedTitles: Record<OrderView["fulfilmentState"], string> = {
  unfulfilled: "Confirmed",
  partly_shipped: "Partly on its way",
  shipped: "On its way",
  delivered: "Delivered",
  not_required: "Confirmed",
};

/** Whether the order was of booked time alone, and none of it is booked any more. */
export function isBookingCancelled(lines: OrderView["lines"]): boolean {
  return lines.length > 0 && lines.every(({ booking }) => booking?.isFreed === true);
}

function cancelledBooking(order: OrderView): StatusHeading {
  return { title: "Your booking is cancelled", text: [paidText(order), ...noTimeText(order)].join(" ") };
}

function noTimeText({ lines, refunds }: OrderView): string[] {
  const times = lines.length === 1 ? "The time that you booked is" : "The times that you booked are";
  return [`${times} not booked any more.`, ...refunds.map(refundText)];
}

function paidText({ method, total, uncaptured, paymentState }: OrderView): string {
  if (paymentState === "not_required") return "There was nothing to pay.";
  const sum = formatMoney({ amount: total.amount - uncaptured.amount, currency: total.currency });
  const payer = method ? paymentMethodLabel(method) : "your card";
  if (paymentState === "authorized" && uncaptured.amount > 0)
    return `${formatMoney(total)} reserved on ${payer}. We charge ${sum} of it when your order ships, as a part of it is cancelled.`;
  if (paymentState === "authorized") return `${sum} reserved on ${payer}, and charged when your order ships.`;
  if (paymentState === "released") return `${sum} were reserved on ${payer}, and not charged.`;
  return method ? `${sum} paid with ${paymentMethodLabel(method)}.` : `${sum} paid.`;
}

function nextTexts(order: OrderView, timeZone?: string): string {
  return [...tooLateText(order), nextText(order, timeZone)].join(" ");
}

/** The times that could not be had, of an order whose customer has kept the rest. */
function tooLateText({ lines }: OrderView): string[] {
  const booked = lines.flatMap(({ booking }) => booking ?? []);
  const late = booked.filter(({ isTooLate }) => isTooLate).length;
  if (late === 0) return [];
  const times =
    late > 1
      ? `${late} of the times that you chose were`
      : `${booked.length > 1 ? "One of the times" : "The time"} that you chose was`;
  return [`${times} not free any more when your payment arrived.`];
}

function nextText(order: OrderView, timeZone?: string): string {
  const { lines, downloads, fulfilmentState, paymentState, goodsWait } = order;
  // The money was meant to go back: a promise of the goods would be wrong.
  const isOpen = fulfilmentState === "unfulfilled" || fulfilmentState === "partly_shipped";
  if (isOpen && goodsWait)
    return "You were to get money back, and it did not arrive: it is still yours, see below. Until you have it, we keep the goods here.";
  if (new Set(lines.map(({ kind }) => kind)).size > 1)
    return Object.values(kindTexts)
      .flatMap((textOf) => textOf(order, timeZone))
      .join(" ");
  const has = (kind: ProductKind) => lines.some((line) => line.kind === kind);
  if (fulfilmentState === "delivered" && !hasShippedLine(lines)) {
    if (!has("digital")) return "It has taken place.";
    // The section of the files says why they can't be downloaded.
    return downloads.some(({ access }) => access === "open") ? "Your files are ready." : "";
  }
  const comes = lines.some(({ kind, booking }) => kind === "service" && booking?.isFreed !== true);
  if (fulfilmentState === "not_required" && comes) return "We look forward to seeing you.";
  const status: Record<OrderView["fulfilmentState"], string> = {
    unfulfilled: paymentState === "authorized" ? "We write to you when it ships." : "Next we pack it.",
    partly_shipped:
      paymentState === "released"
        ? "A part of it has left us."
        : "A part of it has left us; the rest follows.",
    shipped: "It is on its way.",
    delivered: "It has arrived.",
    not_required: "Nothing will be sent.",
  };
  return status[fulfilmentState];
}

const shippedTexts: Record<OrderView["fulfilmentState"], string> = {
  unfulfilled: "What we send you is packed next.",
  partly_shipped: "A part of what we send you has left us; the rest follows.",
  shipped: "What we send you is on its way.",
  delivered: "What we sent you has arrived.",
  not_required: "Nothing will be sent.",
};

/** What comes of each kind of an order of several ones; nothing if it has none of it. */
const kindTexts: Record<ProductKind, (order: OrderView, timeZone?: string) => string[]> = {
  digital: ({ downloads }) =>
    downloads.some(({ access }) => access === "open") ? ["Your files are below."] : [],
  physical: ({ lines, fulfilmentState }) => (hasShippedLine(lines) ? [shippedTexts[fulfilmentState]] : []),
  service({ lines }, timeZone) {
    const booked = lines.flatMap(({ booking }) => (booking == null ? [] : [booking]));
    const times = booked.filter(({ isFreed }) => !isFreed).map(({ startsAt }) => startsAt);
    const next = times.toSorted().find((startsAt) => Date.parse(startsAt) > Date.now());
    if (next !== undefined && timeZone !== undefined)
      return [`See you on ${bookedTimeText(next, timeZone)}.`];
    if (times.length > 0)
      return [next === undefined ? "Your time has taken place." : "We look forward to seeing you."];
    return booked.some(({ isTooLate }) => !isTooLate) ? ["What you booked is cancelled."] : [];
  },
};
