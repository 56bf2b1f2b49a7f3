import { lineTitle } from "../catalog/queries.ts";
import { DomainError } from "../domain-error.ts";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";

type OrderLine = FulfilledOrder["lines"][number];

/** ORDER_LINE_NOT_FOUND when the line is of another order. */
export function findLine({ lines }: FulfilledOrder, orderLineId: string): OrderLine {
  const line = lines.find(({ id }) => id === orderLineId);
  if (line === undefined) throw new DomainError("ORDER_LINE_NOT_FOUND", {});
  return line;
}

/** How people call a line's goods. */
export function titleOf({ productTitle, variantTitle }: OrderLine): string {
  return lineTitle(productTitle, variantTitle);
}
