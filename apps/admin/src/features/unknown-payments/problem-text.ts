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
        remedy: "Correct the stock if the goods are there, then make the order.",
      };
    case "sku_missing":
      return {
        reason: `Not in the catalog: ${named}`,
        remedy: "Add a variant with this SKU, then make the order.",
      };
    case "sums_differ":
      return {
        reason: "What stands at Stripe adds up to another sum than was paid",
        remedy: "It can't become an order: give the money back.",
      };
    case "incomplete":
      return {
        reason: "Not all of the order stands at Stripe",
        remedy: "Unless it is completed at Stripe, give the money back.",
      };
    default:
      return {
        reason: "Nothing about its order stands at Stripe",
        remedy: "Look at it in Stripe's dashboard. If it is this shop's, give the money back.",
      };
  }
}
