import { formatMoney } from "@dualtrack/contract";
import type { OrderRefund, OrderView } from "../../server/trpc.ts";
import { isDeadRefund, lineName, listGoods } from "./order-facts.ts";

/**
 * The question where the goods of a refund are that names none. Money of a refund that failed at Stripe was paid
 * another way.
 */
export function goodsQuestion({
  amount,
  paidAnotherWay,
  isUncaptured,
}: Pick<OrderRefund, "amount" | "paidAnotherWay" | "isUncaptured">): string {
  const how = isUncaptured
    ? "was left out when the card was charged at Stripe"
    : paidAnotherWay === null
      ? "was refunded at Stripe"
      : "was paid another way, as its refund at Stripe failed";
  return `${formatMoney(amount)} ${how}. Where are the goods?`;
}

type RefundLine = OrderRefund["lines"][number];

/** Where a refund's goods are, as sentences; empty if it names none. */
export function refundGoodsText(order: Pick<OrderView, "lines">, refund: OrderRefund): string {
  const named = (quantityOf: (line: RefundLine) => number) =>
    listGoods(
      refund.lines.flatMap((line) => {
        const bought = order.lines.find(({ id }) => id === line.orderLineId);
        const quantity = quantityOf(line);
        return bought && quantity > 0 ? [{ name: lineName(bought), quantity }] : [];
      }),
    );
  if (isDeadRefund(refund)) {
    const goods = named(({ quantity }) => quantity);
    return goods === "" ? "" : `It was for ${goods}.`;
  }
  const away = ({ quantity, restockedQuantity }: RefundLine) => quantity - restockedQuantity;
  const isStocked = ({ orderLineId }: RefundLine) =>
    order.lines.some(({ id, stock }) => id === orderLineId && stock !== null);
  const unstocked = named((line) => (isStocked(line) ? 0 : line.quantity));
  return [
    sentence(
      named(({ restockedQuantity }) => restockedQuantity),
      "back in stock",
    ),
    sentence(
      named((line) => (line.restock ? away(line) : 0)),
      "back in stock when the refund has succeeded; not packed meanwhile",
    ),
    sentence(
      named((line) => (line.restock || !isStocked(line) ? 0 : away(line))),
      "not put back in stock",
    ),
    unstocked === "" ? "" : `For ${unstocked}.`,
  ]
    .filter(Boolean)
    .join(" ");
}

function sentence(goods: string, place: string): string {
  return goods === "" ? "" : `${goods}: ${place}.`;
}
