import type { UnknownPayment } from "../../server/trpc.ts";

/** Why the order could not be restored, and what to do so that it can. */
export function problemText({ problem, skus }: Pick<UnknownPayment, "problem" | "skus">): {
  reason: string;
  remedy: string;
} {
  const named = skus.join(", ");
  switch (problem) {
    case "out_of_stock":
      return {
        reason: `Not enough in stock: ${named}`,
        remedy: "Correct the stock if the goods are there, then create the order.",
      };
    case "sku_missing":
      return {
        reason: `Not in the catalog: ${named}`,
        remedy: "Add a variant with this SKU, then create the order.",
      };
    case "sums_differ":
      return {
        reason: "The amounts stored at Stripe do not add up to what was paid",
        remedy: "It can't become an order: refund it in full.",
      };
    case "incomplete":
      return {
        reason: "Only a part of the order is stored at Stripe",
        remedy: "Unless it is completed at Stripe, refund it in full.",
      };
    default:
      return {
        reason: "Nothing about its order is stored at Stripe",
        remedy: "Look at it in Stripe's dashboard. If it is this shop's, refund it in full.",
      };
  }
}
