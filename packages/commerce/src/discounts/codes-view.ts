import type { DiscountRefusal, Money } from "@dualtrack/contract";
import type { CartDiscounts } from "./discount-cart.ts";

interface CodeView {
  code: string;
  /** Why it takes nothing off; null: it is applied. */
  refusal: DiscountRefusal | null;
  /** What it is worth, if that is more than there is to take it off; null: all of it counts. */
  cappedFrom: Money | null;
}

/** The codes that a customer has entered, and what becomes of each. */
export function codesView(
  codes: readonly string[],
  { refused, capped, currency }: Pick<CartDiscounts, "refused" | "capped"> & { currency: string },
): CodeView[] {
  return codes.map((code) => {
    const worth = capped.find((each) => each.code === code)?.amount;
    return {
      code,
      refusal: refused.find((each) => each.code === code)?.refusal ?? null,
      cappedFrom: worth === undefined ? null : { amount: worth, currency },
    };
  });
}
