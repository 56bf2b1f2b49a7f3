import type { OrderLine, OrderView } from "../../server/trpc.ts";
import { lineName, listGoods } from "./order-facts.ts";

type RestLine = Pick<OrderLine, "id" | "productTitle" | "variantTitle" | "keptQuantity" | "shippedQuantity">;

/**
 * What happens to the units that are neither back in stock nor lost: those that were shipped stay with the customer,
 * and the others will be shipped, even if all of the money was refunded.
 */
export function restText<Line extends RestLine>(
  { lines, isGivenBack }: Pick<OrderView, "isGivenBack"> & { lines: readonly Line[] },
  restOf: (line: Line) => number,
): string {
  const named = (quantityOf: (line: Line) => number) =>
    listGoods(
      lines
        .map((line) => ({ name: lineName(line), quantity: quantityOf(line) }))
        .filter(({ quantity }) => quantity > 0),
    );
  const withCustomer = named((line) => Math.min(restOf(line), line.shippedQuantity));
  const toBeSent = named((line) => Math.max(0, restOf(line) - line.shippedQuantity));
  return [
    withCustomer !== "" && `${withCustomer}: sent, and with the customer.`,
    toBeSent !== "" &&
      `${toBeSent}: ${isGivenBack ? "to be sent all the same, though all of the money goes back to the customer" : "still to be sent"}.`,
  ]
    .filter(Boolean)
    .join(" ");
}
