import { DomainError } from "../domain-error.ts";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { lineTitle } from "../line-title.ts";
import { returnedQuantity } from "../payment-state/refundable.ts";

type OrderLine = FulfilledOrder["lines"][number];

/** ORDER_LINE_NOT_FOUND when the line belongs to another order. */
export function findLine({ lines }: FulfilledOrder, orderLineId: string): OrderLine {
  const line = lines.find(({ id }) => id === orderLineId);
  if (line === undefined) throw new DomainError("ORDER_LINE_NOT_FOUND", {});
  return line;
}

/** Asserts that as many units of a line are back in stock as the clerk saw. GOODS_CHANGED. */
export function assertSeen(order: FulfilledOrder, line: OrderLine, backBefore: number): void {
  const back = returnedQuantity(order, line);
  if (back !== backBefore)
    throw new DomainError("GOODS_CHANGED", { title: titleOf(line), seen: backBefore, back });
}

/** A line's title for people. */
export function titleOf({ productTitle, variantTitle }: OrderLine): string {
  return lineTitle(productTitle, variantTitle);
}
