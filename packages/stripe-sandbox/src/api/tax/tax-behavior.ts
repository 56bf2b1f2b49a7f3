import { refusal } from "../../stripe/errors.ts";
import type { Price } from "../../stripe/stripe-types.ts";

/** Whether an amount contains its tax; Stripe calls it `unspecified` while that is open. */
export type TaxBehavior = NonNullable<Price["tax_behavior"]>;

/** An open tax behaviour may be settled; "once specified as either inclusive or exclusive, it cannot be changed". */
export function settleTaxBehavior(
  was: TaxBehavior,
  given: TaxBehavior | undefined,
  param: string,
): TaxBehavior {
  if (given !== undefined && was !== "unspecified" && was !== given)
    throw refusal("You cannot change `tax_behavior` after it has been set to `inclusive` or `exclusive`.", {
      param,
    });
  return given ?? was;
}
