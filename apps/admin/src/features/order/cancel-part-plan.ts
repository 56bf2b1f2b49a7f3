import { formatMoney, type Money } from "@dualtrack/contract";
import type { OrderLine, OrderView } from "../../server/trpc.ts";
import { lineName, listGoods, minus } from "./order-facts.ts";

/** What the person chose in the dialog. */
export interface CancelPartChoice {
  /** By the line's id. */
  quantities: Record<string, number>;
  /** By the line's id; a line that is not named goes back in stock. */
  restock: Record<string, boolean>;
  note: string;
}

interface CancelledLine {
  orderLineId: string;
  quantity: number;
  restock: boolean;
}

type CutOrder = Pick<OrderView, "lines" | "payment" | "total" | "uncaptured" | "charge">;

/** How many units of a line are cancelled; never more than are left, even if another person cancels some first. */
export function cancelledOf(line: OrderLine, { quantities }: CancelPartChoice): number {
  return Math.min(quantities[line.id] ?? 0, line.openQuantity);
}

export function goesBack({ id, stock }: OrderLine, { restock }: Pick<CancelPartChoice, "restock">): boolean {
  return stock !== null && (restock[id] ?? true);
}

/** The request that the choice would send. */
export function planCancelPart({ lines }: CutOrder, choice: CancelPartChoice): CancelledLine[] {
  return lines
    .map((line) => ({
      orderLineId: line.id,
      quantity: cancelledOf(line, choice),
      restock: goesBack(line, choice),
    }))
    .filter(({ quantity }) => quantity > 0);
}

/** Whether the card was released, so that nothing is charged, whatever is cancelled. */
export function isReleased({ charge }: Pick<OrderView, "charge">): boolean {
  return charge?.state === "none";
}

/** What is charged now, and what is charged once these units are cancelled; of an order that was released, what is owed. */
export function chargeWithout(
  order: CutOrder,
  cancelled: readonly Pick<CancelledLine, "orderLineId" | "quantity">[],
): { before: Money; after: Money } {
  const before = order.payment?.authorization?.money ?? minus(order.total, order.uncaptured.amount);
  const price = cancelled.reduce((sum, { orderLineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === orderLineId);
    return sum + (line?.refundAmounts[quantity] ?? 0);
  }, 0);
  return { before, after: minus(before, price) };
}

/** Whether nothing of the order would be left: then the order is cancelled as a whole. */
export function leavesNothing(order: CutOrder, cancelled: readonly CancelledLine[]): boolean {
  const remains = order.lines.some((line) => {
    const units = cancelled.find(({ orderLineId }) => orderLineId === line.id)?.quantity ?? 0;
    return line.openQuantity > units || line.shippedQuantity > 0;
  });
  return !remains || chargeWithout(order, cancelled).after.amount <= 0;
}

/** What cancelling these units will do, as sentences. */
export function cancelPartSentences(
  order: CutOrder,
  cancelled: readonly CancelledLine[],
): [action: string, after: string] {
  if (cancelled.length === 0) return ["Nothing is chosen yet.", ""];
  const { before, after } = chargeWithout(order, cancelled);
  const named = (wanted: (line: CancelledLine) => boolean) =>
    listGoods(
      cancelled.filter(wanted).flatMap(({ orderLineId, quantity }) => {
        const line = order.lines.find(({ id }) => id === orderLineId);
        return line ? [{ name: lineName(line), quantity }] : [];
      }),
    );
  const back = named(({ restock }) => restock);
  return [
    isReleased(order)
      ? `Cancel ${named(() => true)}: nothing was charged for it.`
      : `Cancel ${named(() => true)}: ${formatMoney(after)} are charged instead of ${formatMoney(before)}.`,
    back === "" ? "Nothing goes back in stock." : `${back}: back in stock at once.`,
  ];
}
