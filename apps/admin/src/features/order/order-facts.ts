import { formatMoney, hasShippedLine, type Money, paymentMethodLabel } from "@dualtrack/contract";
import type { Me, OrderDispute, OrderLine, OrderPayment, OrderRefund, OrderView } from "../../server/trpc.ts";

/** What a line is called in a sentence. */
export function lineName({
  productTitle,
  variantTitle,
}: Pick<OrderLine, "productTitle" | "variantTitle">): string {
  return variantTitle === "" ? productTitle : `${productTitle}, ${variantTitle}`;
}

/** Where a refund's money goes. */
export function payerName(payment: Pick<OrderPayment, "method"> | null): string {
  return payment?.method ? paymentMethodLabel(payment.method) : "the customer's account";
}

/** Its money never reached the customer, or came back. */
export function isFailedRefund({ state }: Pick<OrderRefund, "state">): boolean {
  return state === "failed" || state === "canceled";
}

/**
 * The refund failed and its money is still owed: staff have neither paid it another way nor recorded that it need not be
 * paid.
 */
export function isUnsettledRefund(refund: Pick<OrderRefund, "state" | "paidAnotherWay" | "waived">): boolean {
  return isDeadRefund(refund) && refund.waived === null;
}

/** The refund failed, and nobody has paid it another way. */
export function isDeadRefund(refund: Pick<OrderRefund, "state" | "paidAnotherWay">): boolean {
  return isFailedRefund(refund) && refund.paidAnotherWay === null;
}

/** How many units of a line were back in stock in that view of the order. */
export function backIn({ lines }: Pick<OrderView, "lines">, { id }: Pick<OrderLine, "id">): number {
  return lines.find((line) => line.id === id)?.backQuantity ?? 0;
}

/** Where the units of a line are, as far as it is known: `2 bought, 1 sent, 1 back in stock already`. */
export function lineFacts(
  { isGivenBack, refunds, payment }: Pick<OrderView, "isGivenBack" | "refunds" | "payment">,
  line: OrderLine,
) {
  const ofLine = (wanted: (refund: OrderRefund) => boolean) =>
    refunds
      .filter((refund) => !isDeadRefund(refund) && wanted(refund))
      .flatMap(({ lines }) => lines)
      .filter(({ orderLineId }) => orderLineId === line.id)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  const cancelled = ofLine(({ isUncaptured }) => isUncaptured);
  const refunded = ofLine(isDone) - cancelled;
  const underWay = ofLine((refund) => !isDone(refund));
  return [
    `${line.quantity} bought`,
    `${line.shippedQuantity} sent`,
    cancelled > 0 && `${cancelled} cancelled`,
    refunded > 0 && `${refunded} refunded`,
    underWay > 0 && `${underWay} being refunded`,
    line.refundedQuantity === 0 &&
      isGivenBack &&
      (payment?.underWay.amount === 0 ? "all of the money went back" : "all of the money is on its way back"),
    line.backQuantity > 0 && `${line.backQuantity} back in stock already`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** The customer has the money, or their bank holds it for them. */
function isDone({ state, paidAnotherWay }: OrderRefund): boolean {
  return state === "succeeded" || paidAnotherWay !== null;
}

/** How many units of a line are not refunded yet. */
export function remainingOf(line: Pick<OrderLine, "quantity" | "refundedQuantity">): number {
  return Math.max(0, line.quantity - line.refundedQuantity);
}

/** `1 × “A” and 2 × “B”`; of many lines only the first, and how many other units there are. */
export function listGoods(goods: { name: string; quantity: number }[]): string {
  const named = goods.length > 6 ? goods.slice(0, 4) : goods;
  const more = goods.slice(named.length).reduce((sum, { quantity }) => sum + quantity, 0);
  const names = named.map(({ name, quantity }) => `${quantity} × “${name}”`);
  return listFormat.format(more === 0 ? names : [...names, `${more} more units`]);
}

const listFormat = new Intl.ListFormat("en-IE", { type: "conjunction" });

export function minus(from: Money, amount: number): Money {
  return { amount: from.amount - amount, currency: from.currency };
}

/** Why each action is not possible now; null if it is. The server decides in the end. */
export function disabledReasons(order: OrderView, me: Me) {
  const { can, email } = order;
  return {
    ship: can.ship ? forManagers(me) : shippingDisabledReason(order),
    cancelPart: can.cancelPart ? forManagers(me) : cancelPartDisabledReason(order),
    capture: order.payment?.authorization?.isEnding ? "Stripe is being asked already." : forManagers(me),
    refund: can.refund ? forManagers(me) : refundDisabledReason(order),
    cancel: can.cancel ? forManagers(me) : cancelDisabledReason(order),
    sync:
      order.paymentState === "not_required"
        ? "No payment was needed, so Stripe knows nothing of this order."
        : forManagers(me),
    resend: can.resend
      ? null
      : email === null
        ? "There is no e-mail address to send it to."
        : "There is a confirmation only once the payment is confirmed, and none for a cancelled order.",
  };
}

/** Why a person may not move money or goods; null if they may. */
export function forManagers({ role }: Me): string | null {
  return role === "support" ? "Only an owner or a manager may do this." : null;
}

function cancelPartDisabledReason({ payment }: OrderView): string {
  return payment?.authorization?.isEnding
    ? "The card is being charged. Refund it when it is paid."
    : "Nothing of the order would be left: cancel the whole order instead.";
}

function cancelDisabledReason({ state, shipments, payment, can }: OrderView): string {
  if (state === "cancelled") return "The order is cancelled already.";
  const why =
    shipments.length === 0
      ? "The customer has all of it"
      : `${shipments.length === 1 ? "A shipment has" : "Shipments have"} left`;
  const instead = can.refund
    ? " Refund it instead."
    : payment === null || payment.received.amount === 0
      ? " Nothing was paid, so there is nothing to refund."
      : "";
  return `${why}, so the order can't be cancelled.${instead}`;
}

function shippingDisabledReason({ state, risks, lines }: OrderView): string {
  if (!hasShippedLine(lines)) return "Nothing of it is shipped.";
  if (risks.includes("review"))
    return "Stripe is reviewing this payment: nothing ships before that has ended in Stripe’s dashboard.";
  if (state === "cancelled") return "The order is cancelled.";
  if (state === "processing" || state === "failed") return "Nothing ships before the payment is confirmed.";
  return "Nothing is left to ship: all of it has shipped or was refunded.";
}

interface BankMoney {
  payment: Pick<OrderPayment, "disputed" | "lost"> | null;
  disputes: readonly Pick<OrderDispute, "isReturnedDebit">[];
}

/** How much of the order's money banks hold, and for how long, as a sentence without its full stop; null if none. */
export function takenByBank({ payment, disputes }: BankMoney): string | null {
  if (payment === null || payment.disputed.amount === 0) return null;
  const { lost } = payment;
  const held = minus(payment.disputed, lost.amount);
  const isReturned = disputes.some(({ isReturnedDebit }) => isReturnedDebit);
  return [
    held.amount > 0 ? `The customer’s bank holds ${formatMoney(held)} until a dispute is decided` : "",
    lost.amount === 0
      ? ""
      : isReturned
        ? `The customer’s bank returned the debit of ${formatMoney(lost)}, which the customer has again`
        : `The customer’s bank took ${formatMoney(lost)} back for good, as a dispute was lost`,
  ]
    .filter(Boolean)
    .join(". ");
}

/** The label of money that was lost for good. */
export function lostLabel({ disputes }: Pick<BankMoney, "disputes">): string {
  return disputes.some(({ isReturnedDebit }) => isReturnedDebit)
    ? "Returned by the bank"
    : "Lost in a dispute";
}

function refundDisabledReason(order: OrderView): string {
  const { payment } = order;
  if (payment?.authorization)
    return "Nothing is charged yet. Cancel a part to charge less, or the order to release the card.";
  if (payment === null || payment.received.amount === 0) return "Nothing was paid.";
  const taken = takenByBank(order);
  if (taken !== null) return `${taken}. A refund would pay the customer twice.`;
  return payment.underWay.amount === 0
    ? `All of ${formatMoney(payment.received)} has been refunded.`
    : `All of ${formatMoney(payment.received)} is refunded or on its way back: ${formatMoney(payment.underWay)} is still on its way.`;
}
